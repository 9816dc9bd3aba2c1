package io.newsbell.alert;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.newsbell.app.Policy;
import io.newsbell.ingest.Article;
import io.newsbell.ingest.Articles;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What makes an alert that would go out by itself wait for a person.
@Singleton
class Guards {
    private final Articles articles;
    private final Reach reach;
    private final MeterRegistry metrics;

    Guards(Articles articles, Reach reach, MeterRegistry metrics) {
        this.articles = articles;
        this.reach = reach;
        this.metrics = metrics;
    }

    /// Whether they can tell by now.
    boolean areReady() {
        return reach.isKnown();
    }

    /// Devices that want a digest of one of the topics.
    long digestReaders(List<Long> topics) {
        return reach.digestReaders(topics);
    }

    /// @param topics whose followers would be told
    List<Finding> look(Article article, Policy policy, AlertLevel level, List<Long> topics) {
        return Stream.of(
                        new TestWords(),
                        new HeadlineLength(),
                        new Flood(articles),
                        new LargeAudience(reach, level, topics))
                .map(guard -> guard.look(article, policy))
                .flatMap(Optional::stream)
                .toList();
    }

    void count(List<Finding> findings) {
        findings.forEach(finding -> Counter.builder("newsbell.alerts.held")
                .description("Alerts that wait for a person, by what each guard rail found")
                .tag("guard", finding.code())
                .register(metrics)
                .increment());
    }
}
