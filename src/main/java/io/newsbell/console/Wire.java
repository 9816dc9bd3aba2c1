package io.newsbell.console;

import io.newsbell.alert.Alert;
import io.newsbell.alert.AlertState;
import io.newsbell.ingest.Article;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the wire shows: the articles as they came, and what became of each.
///
/// @param kind  which of them
/// @param held  how many wait for a person
/// @param older where those before these are; null if there are none
record Wire(Kind kind, List<Item> items, int held, @Nullable Instant older, boolean isLive) {
    enum Kind {
        ALL("All", "wire"),
        HELD("Held", "wire?kind=held"),
        ALERTED("Alerted", "wire?kind=alerted");

        private final String label;
        private final String path;

        Kind(String label, String path) {
            this.label = label;
            this.path = path;
        }

        public String label() {
            return label;
        }

        public String path() {
            return path;
        }

        static Kind of(@Nullable String name) {
            return Stream.of(values())
                    .filter(kind -> kind.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElse(ALL);
        }
    }

    public List<Kind> kinds() {
        return List.of(Kind.values());
    }

    /// The same as long as nothing on it changes.
    public String state() {
        return Integer.toHexString(Objects.hash(items, held));
    }

    /// @param outcome   what became of it, in words
    /// @param alert     the last one about it; null if there is none
    record Item(
            String externalId,
            int version,
            String headline,
            String language,
            @Nullable URI url,
            Instant at,
            List<About> topics,
            String outcome,
            @Nullable Told alert) {
        static Item of(Article article, List<About> topics, String outcome, @Nullable Alert alert) {
            var content = article.content();
            return new Item(
                    article.externalId(),
                    article.version(),
                    content.headline(),
                    content.language(),
                    content.url(),
                    article.changedAt(),
                    topics,
                    outcome,
                    alert == null ? null : Told.of(alert));
        }

        public String path() {
            return Moments.inPath(externalId);
        }

        public boolean isHeld() {
            return alert != null && alert.state() == AlertState.HELD;
        }
    }

    /// A topic that it is about, and the words that say so.
    record About(String slug, String name, String words) {}

    record Told(String id, AlertState state, String level, Instant at) {
        static Told of(Alert alert) {
            return new Told(
                    alert.id().toString(),
                    alert.state(),
                    alert.level().name().toLowerCase(Locale.ROOT),
                    alert.createdAt());
        }

        public String word() {
            return state.name().toLowerCase(Locale.ROOT);
        }
    }
}
