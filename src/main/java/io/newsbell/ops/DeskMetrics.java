package io.newsbell.ops;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.newsbell.ops.DeskSql.Waiting;
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

    private static final String ONE = "waiting";

    DeskMetrics(DeskSql sql, Clock clock, MeterRegistry metrics) {
        LoadingCache<String, Waiting> waiting =
                Caffeine.newBuilder().expireAfterWrite(KEPT).build(_ -> sql.waiting(clock.instant()));
        Gauge.builder(
                        "newsbell.alerts.waiting.for.approval",
                        waiting,
                        cache -> cache.get(ONE).held())
                .description("Alerts that are held until an editor decides")
                .register(metrics);
        Gauge.builder(
                        "newsbell.sending.stopped",
                        waiting,
                        cache -> cache.get(ONE).stoppedApps())
                .description("Apps of which somebody has stopped everything at the desk")
                .register(metrics);
    }
}
