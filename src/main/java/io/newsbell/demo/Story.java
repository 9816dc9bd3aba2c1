package io.newsbell.demo;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// An article and what became of it, in words.
///
/// @param outcome  a sentence
/// @param subjects what it is about, most of all first
record Story(
        long id,
        String externalId,
        String headline,
        String language,
        boolean breaking,
        Instant at,
        State state,
        String outcome,
        List<Subject> subjects) {

    enum State {
        /// Not yet matched, decided or sent.
        WAITING,
        SENT,
        /// No alert, or one that was stopped.
        HELD,
        /// It matches no topic.
        UNMATCHED;

        public String css() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param words those of the article that made it match, each once
    record Subject(String slug, String name, List<String> words) {}

    public String ago(Instant now) {
        return Ago.of(at, now);
    }

    /// The address of the page that shows why it rang whom.
    public String page() {
        return "/?article=" + URLEncoder.encode(externalId, StandardCharsets.UTF_8);
    }

    public boolean isSettled() {
        return state != State.WAITING;
    }
}
