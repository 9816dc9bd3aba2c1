package io.newsbell.alert;

import io.newsbell.device.Platform;
import java.util.Optional;
import java.util.Set;

/// Which devices an alert is for, beside who follows its topics.
///
/// @param update      whoever was told about the story is told again
/// @param language    BCP 47; empty if it is not known: then it is for readers of every language
/// @param platforms   empty for all
/// @param fromVersion of the app, the first that it is for; versions are compared as numbers between dots
/// @param toVersion   of the app, the last that it is for
public record Target(
        boolean update,
        Optional<String> language,
        Set<Platform> platforms,
        Optional<String> fromVersion,
        Optional<String> toVersion) {

    private static final String UNDETERMINED = "und";

    /// The language of an article: `und` is none.
    static Optional<String> language(String tag) {
        return Optional.of(tag).filter(known -> !known.isEmpty() && !known.equals(UNDETERMINED));
    }

    public static Target everybody(Optional<String> language) {
        return new Target(false, language, Set.of(), Optional.empty(), Optional.empty());
    }
}
