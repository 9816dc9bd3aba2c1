package io.newsbell.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.newsbell.alert.AlertLevel;
import io.newsbell.device.Platform;
import io.newsbell.trace.Traces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/// `newsbell_publish_to_accept_seconds` and `newsbell_publish_to_receipt_seconds{platform, level}`: how
/// long single readers waited since they could have been told, as the waves of the alert say. What is slow
/// on purpose is not in it. Of a large wave only a sample reports, so that small alerts weigh more in the
/// second than their readers: ask it for what an alert, or alerts of one size, took. An example of each
/// bucket names the trace of its alert, if there are traces.
@Singleton
public class Promptness {
    /// Two minutes, which are promised, is one of them.
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(2),
        Duration.ofMinutes(5),
        Duration.ofMinutes(10),
        Duration.ofMinutes(30),
        Duration.ofHours(1),
    };

    private final Traces traces;
    private final Map<Platform, Map<AlertLevel, Timer>> accepted;
    private final Map<Platform, Map<AlertLevel, Timer>> received;

    Promptness(Traces traces, MeterRegistry registry) {
        this.traces = traces;
        accepted = timers(
                registry,
                "newsbell.publish.to.accept",
                "Until the push service had taken it, since a reader could have been told");
        received = timers(
                registry,
                "newsbell.publish.to.receipt",
                "Until the phone had it by its own clock, since a reader could have been told; of those that are asked to report");
    }

    public void accepted(UUID alert, Platform platform, AlertLevel level, Instant begun, Instant at) {
        record(accepted, alert, platform, level, begun, at);
    }

    /// @param at by the phone's clock, which may be wrong: what is before the beginning counts as nothing
    public void received(UUID alert, Platform platform, AlertLevel level, Instant begun, Instant at) {
        record(received, alert, platform, level, begun, at);
    }

    private void record(
            Map<Platform, Map<AlertLevel, Timer>> timers,
            UUID alert,
            Platform platform,
            AlertLevel level,
            Instant begun,
            Instant at) {
        var took = Duration.between(begun, at);
        var timer = Objects.requireNonNull(
                Objects.requireNonNull(timers.get(platform)).get(level));
        traces.exemplify(alert, () -> timer.record(took.isNegative() ? Duration.ZERO : took));
    }

    private static Map<Platform, Map<AlertLevel, Timer>> timers(
            MeterRegistry registry, String name, String description) {
        var timers = new EnumMap<Platform, Map<AlertLevel, Timer>>(Platform.class);
        for (var platform : Platform.values()) {
            var ofPlatform = new EnumMap<AlertLevel, Timer>(AlertLevel.class);
            for (var level : AlertLevel.values()) {
                ofPlatform.put(
                        level,
                        Timer.builder(name)
                                .description(description)
                                .tag("platform", platform.name().toLowerCase(Locale.ROOT))
                                .tag("level", level.name().toLowerCase(Locale.ROOT))
                                .serviceLevelObjectives(BOUNDS)
                                .register(registry));
            }
            timers.put(platform, ofPlatform);
        }
        return timers;
    }
}
