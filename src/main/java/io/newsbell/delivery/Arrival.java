package io.newsbell.delivery;

import io.newsbell.alert.Alert;
import io.newsbell.alert.Rollout;
import io.newsbell.audience.Estimate;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/// When the last phone will have been rung, if the push service takes what the quota allows.
@Singleton
class Arrival {
    private static final double MILLIS_PER_MINUTE = 60_000;

    private final Jdbi jdbi;
    private final DeliveryConfig config;

    Arrival(Jdbi jdbi, DeliveryConfig config) {
        this.jdbi = jdbi;
        this.config = config;
    }

    int perMinute() {
        return config.messagesPerMinute();
    }

    /// Messages of an app that are planned and not sent.
    long queued(long app) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT coalesce(sum(counts[:pending]), 0) FROM batch JOIN wave ON wave.id = wave_id
                        WHERE app_id = :app AND finished_at IS NULL AND planned_at IS NOT NULL AND NOT done""")
                .bind("app", app)
                .bind("pending", Entry.PENDING.code() + 1)
                .mapTo(Long.class)
                .one());
    }

    /// Empty if nobody would be told.
    ///
    /// @param queued messages that go first
    Optional<Instant> last(long queued, Alert draft, Estimate estimate, Instant now) {
        if (estimate.now() == 0 && estimate.later().isEmpty()) {
            return Optional.empty();
        }
        var end = now.plus(sending(queued + estimate.now()));
        if (estimate.now() > 0) {
            end = later(end, now.plus(rollout(draft.rollout())));
        }
        for (var part : estimate.later().stream()
                .sorted(Comparator.comparing(Estimate.Waiting::at))
                .toList()) {
            end = later(end, part.at()).plus(sending(part.devices()));
        }
        return Optional.of(end);
    }

    private Duration sending(long messages) {
        return Duration.ofMillis(Math.round(messages * MILLIS_PER_MINUTE / perMinute()));
    }

    private static Duration rollout(Rollout rollout) {
        return Duration.ofMinutes(Math.max(
                rollout.spreadMinutes(),
                rollout.trial().map(Rollout.Trial::minutes).orElse(0)));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
