package io.newsbell.sending;

import io.newsbell.alert.Alert;
import io.newsbell.alert.Rollout;
import io.newsbell.audience.Estimate;
import io.newsbell.push.Pacer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/// When the last phone will have been rung, if the push service takes what the quota allows.
@Singleton
class Arrival {
    private static final double MILLIS_PER_MINUTE = 60_000;

    private final Pacer pacer;

    Arrival(Pacer pacer) {
        this.pacer = pacer;
    }

    int perMinute() {
        return pacer.perMinute();
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
