package io.newsbell.canary;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.newsbell.work.Reading;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// `newsbell_canary_…`. What the database knows every node says alike.
@Singleton
class CanaryMetrics {
    private static final Duration KEPT = Duration.ofSeconds(5);

    private final Reading<CanarySql.Run> last;
    private final boolean isEnabled;
    private final MeterRegistry metrics;
    private final Counter told;
    private final Counter validated;
    private final Counter failed;
    private final AtomicBoolean tellsWhen = new AtomicBoolean();

    CanaryMetrics(CanarySql sql, CanaryConfig config, MeterRegistry metrics) {
        this.last = new Reading<>(KEPT, sql::last);
        this.isEnabled = config.enabled();
        this.metrics = metrics;
        this.told = counter("told");
        this.validated = counter("validated");
        this.failed = counter("failed");
    }

    void register(@Observes StartupEvent event) {
        Gauge.builder("newsbell.canary.enabled", () -> isEnabled ? 1 : 0)
                .description("0 if the settings turn the canary off: then its silence means nothing")
                .register(metrics);
        Gauge.builder("newsbell.canary.seconds", () -> last.value(this::seconds))
                .description("What the last canary that arrived took, from its article to the push service")
                .register(metrics);
    }

    void told() {
        told.increment();
    }

    void validated() {
        validated.increment();
    }

    void failed() {
        failed.increment();
    }

    private double seconds(CanarySql.Run last) {
        if (last.lastSuccessAt().isEmpty()) {
            return Double.NaN;
        }
        tellWhen();
        return (double) last.took().toMillis() / Duration.ofSeconds(1).toMillis();
    }

    /// Only once there was a success, on whichever node: a time that is no number would be neither absent
    /// nor old, and no rule would fire.
    private void tellWhen() {
        if (tellsWhen.getAndSet(true)) {
            return;
        }
        Gauge.builder("newsbell.canary.last.success.timestamp.seconds", () -> last.value(CanaryMetrics::lastSuccess))
                .description("When the last canary arrived, in Unix time")
                .register(metrics);
    }

    private static double lastSuccess(CanarySql.Run last) {
        return last.lastSuccessAt()
                .map(at -> (double) at.toEpochMilli() / Duration.ofSeconds(1).toMillis())
                .orElse(Double.NaN);
    }

    private Counter counter(String result) {
        return Counter.builder("newsbell.canary.runs")
                .description(
                        "Canaries: all devices of ours were told, or without any the push service was asked, or failed")
                .tag("result", result)
                .register(metrics);
    }
}
