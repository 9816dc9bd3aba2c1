package io.newsbell.canary;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How the canary does, for pages that people look at.
@Singleton
public class Canary {
    private final CanaryConfig config;
    private final CanarySql sql;

    Canary(CanaryConfig config, CanarySql sql) {
        this.config = config;
        this.sql = sql;
    }

    public State state() {
        var last = sql.last();
        return new State(
                config.enabled(),
                last.publishedAt(),
                last.isUnderWay(),
                last.lastSuccessAt(),
                last.lastSuccessAt().map(_ -> last.took()),
                last.failure());
    }

    /// @param enabled       on this node
    /// @param publishedAt   when the last one set out
    /// @param lastSuccessAt when the last one arrived
    /// @param took          what that one took
    /// @param failure       where the last one that has ended was stuck, in words
    public record State(
            boolean enabled,
            Optional<Instant> publishedAt,
            boolean underWay,
            Optional<Instant> lastSuccessAt,
            Optional<Duration> took,
            Optional<String> failure) {}
}
