package io.newsbell.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.newsbell.ops.DeskSql.Waiting;
import io.newsbell.work.Reading;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/// What waits for editors, the same on every node.
@Startup
@Singleton
class DeskMetrics {
    /// However often it is scraped.
    private static final Duration KEPT = Duration.ofSeconds(5);

    DeskMetrics(DeskSql sql, Clock clock, MeterRegistry metrics) {
        var waiting = new Reading<Waiting>(KEPT, () -> sql.waiting(clock.instant()));
        Gauge.builder("newsbell.alerts.waiting.for.approval", () -> waiting.value(Waiting::held))
                .description("Alerts that are held until an editor decides")
                .register(metrics);
        Gauge.builder("newsbell.sending.stopped", () -> waiting.value(Waiting::stoppedApps))
                .description("Apps of which somebody has stopped everything at the desk")
                .register(metrics);
    }
}
