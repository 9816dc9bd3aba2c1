package io.newsbell.webapp;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One of the pages that the browser fills in.
///
/// @param name  of its script, and of its words
/// @param parts of its script, beside those that both share
record OwnPage(String name, List<String> parts) {
    static final OwnPage INBOX = new OwnPage("inbox", List.of("told.js", "choose.js", "inbox.js"));
    static final OwnPage PREFERENCES =
            new OwnPage("preferences", List.of("follows.js", "limits.js", "moving.js", "leaving.js", "preferences.js"));

    private static final List<String> SHARED =
            List.of("words-en.js", "words-hi.js", "words-ar.js", "dom.js", "memory.js");

    /// Empty for the name of any other file.
    static Optional<OwnPage> ofScript(String file) {
        return Stream.of(INBOX, PREFERENCES)
                .filter(page -> page.script().equals(file))
                .findFirst();
    }

    public String title() {
        return "nav." + name;
    }

    public String lead() {
        return name + ".lead";
    }

    public String script() {
        return name + ".js";
    }

    /// One file of all parts.
    ///
    /// @param reader what they share with the follow button
    String text(String reader, UnaryOperator<String> read) {
        return Stream.of(
                        Stream.of(read.apply("own.js"), reader),
                        SHARED.stream().map(read),
                        parts.stream().map(read))
                .flatMap(each -> each)
                .collect(Collectors.joining("\n"));
    }
}
