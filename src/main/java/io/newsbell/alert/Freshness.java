package io.newsbell.alert;

import io.newsbell.app.Policy;
import io.newsbell.ingest.Article;
import java.time.Instant;
import java.util.Optional;

/// Neither what was published long ago nor what happened long ago is news.
///
/// @param now or when it came, if the question is what it would have done then
record Freshness(Instant now) implements Guard {
    private static final String CODE = "stale";
    private static final String REMEDY = " If readers shall be told all the same, let an editor send it.";

    @Override
    public Optional<Finding> look(Article article, Policy policy) {
        var content = article.content();
        var oldest = now.minus(policy.freshFor());
        var published = content.publishedAt() == null ? article.receivedAt() : content.publishedAt();
        var minutes = policy.freshFor().toMinutes();
        if (published.isBefore(oldest)) {
            return Optional.of(new Finding(
                    CODE,
                    "It was published at %s, longer ago than the %d minutes that count as fresh."
                                    .formatted(published, minutes)
                            + REMEDY));
        }
        return Optional.ofNullable(content.eventAt())
                .filter(event -> event.isBefore(oldest))
                .map(event -> new Finding(
                        CODE,
                        "What it reports was at %s, longer ago than the %d minutes that count as fresh."
                                        .formatted(event, minutes)
                                + REMEDY));
    }
}
