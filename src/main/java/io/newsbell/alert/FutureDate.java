package io.newsbell.alert;

import io.newsbell.app.Policy;
import io.newsbell.ingest.Article;
import java.time.Instant;
import java.util.Optional;

/// A date in the future is a mistake: what is to ring later has an embargo, which says so.
record FutureDate(Instant now) implements Guard {
    @Override
    public Optional<Finding> look(Article article, Policy policy) {
        return Optional.ofNullable(article.content().publishedAt())
                .filter(published -> published.isAfter(now.plus(policy.future())))
                .map(published -> new Finding(
                        "future_date",
                        "It says it was published in the future, at %s, more than the %d minutes by which clocks may differ."
                                        .formatted(published, policy.future().toMinutes())
                                + " What is to ring later needs embargoedUntil."));
    }
}
