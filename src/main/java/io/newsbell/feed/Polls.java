package io.newsbell.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.stream.Stream;

/// `newsbell_feed_polls_total{outcome}`: changed, unchanged, or the fault; `newsbell_feed_items_total{outcome}`.
@Singleton
class Polls {
    private final MeterRegistry metrics;

    /// All are there from the start: Prometheus sees no rise in a counter that begins with 1.
    Polls(MeterRegistry metrics) {
        this.metrics = metrics;
        Stream.concat(
                        Stream.of("changed", "unchanged", "pushed", "wrong_signature"),
                        Stream.of(FeedFault.values()).map(FeedFault::code))
                .forEach(this::polls);
    }

    void count(String outcome) {
        polls(outcome).increment();
    }

    void count(FeedIntake.Taken taken) {
        items("accepted").increment((double) taken.accepted());
        items("refused").increment(taken.refusals());
    }

    private Counter polls(String outcome) {
        return Counter.builder("newsbell.feed.polls")
                .description("Polls of feeds and pushes by hubs, by what came of them")
                .tag("outcome", outcome)
                .register(metrics);
    }

    private Counter items(String outcome) {
        return Counter.builder("newsbell.feed.items")
                .description("Items of feeds that made or edited an article, and those that could not be taken")
                .tag("outcome", outcome)
                .register(metrics);
    }
}
