package io.newsbell.alert;

import io.newsbell.app.Policy;
import io.newsbell.ingest.Article;
import io.newsbell.ingest.Articles;
import java.time.Duration;
import java.util.Optional;

/// An import is not news, however fresh its dates are. The first articles ring as they would; as long as more than
/// that have come in the minute before one, it waits.
record Flood(Articles articles) implements Guard {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    /// More need not be told apart.
    private static final int COUNTED = 1_000;

    @Override
    public Optional<Finding> look(Article article, Policy policy) {
        var before = articles.cameBefore(article, WINDOW, Math.max(COUNTED, policy.floodPerMinute()));
        return before < policy.floodPerMinute()
                ? Optional.empty()
                : Optional.of(new Finding(
                        "flood",
                        "%d articles came from “%s” within the minute before it, and %d a minute are the most. Approve it if it is news; POST /v1/alerts/dismiss dismisses all of an import."
                                .formatted(before, article.source().name(), policy.floodPerMinute())));
    }
}
