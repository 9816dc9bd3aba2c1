package io.newsbell.projection;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.newsbell.device.Platform;
import io.newsbell.index.AudienceIndex;
import io.newsbell.index.Differences.Kind;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// Asks now and then how far the index is behind, and tells the metrics of it.
@Singleton
class IndexMetrics {
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final double NANOS_A_SECOND = 1e9;

    /// A scrape asks several times.
    private static final Duration SIZE_STAYS = Duration.ofSeconds(5);

    private final ChangeListener changes;
    private final AudienceIndex index;
    private Size size;
    private volatile long lastNanos;

    /// 0 while nothing is asked.
    private volatile long askedAt;

    private volatile boolean stopping;

    IndexMetrics(ChangeListener changes, AudienceIndex index, IndexCheck check, MeterRegistry metrics) {
        this.changes = changes;
        this.index = index;
        this.size = Size.of(index);
        for (var part : size.bytes.keySet()) {
            Gauge.builder("newsbell.audience.index.bytes", () -> size().bytes.get(part))
                    .description("Memory that the audience index takes on this node")
                    .tag("part", part)
                    .register(metrics);
        }
        gauge(metrics, "devices", "Devices that can be reached", index::devices);
        for (var platform : Platform.values()) {
            Gauge.builder("newsbell.devices", index, each -> each.devices(platform))
                    .description("Devices of the platform that can be reached, as this node knows them")
                    .tag("platform", platform.name().toLowerCase(Locale.ROOT))
                    .register(metrics);
        }
        gauge(metrics, "follows", "Follows in the audience index", () -> size().follows);
        gauge(
                metrics,
                "index.lag.seconds",
                "How long ago the oldest change was made that is not yet in the index",
                this::seconds);
        gauge(
                metrics,
                "build.seconds",
                "What it took to build the audience index",
                () -> changes.progress().took().toMillis() / 1e3);
        for (var kind : Kind.values()) {
            Gauge.builder("newsbell.audience.differences", check, each -> found(each, kind))
                    .description("What the last check found otherwise in the index than in PostgreSQL, and repaired")
                    .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                    .register(metrics);
        }
    }

    void start(@Observes StartupEvent event) {
        Thread.ofVirtual().name("newsbell-audience-lag").start(this::askUntilStopped);
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    double seconds() {
        long asked = askedAt;
        return Math.max(lastNanos, asked == 0 ? 0 : System.nanoTime() - asked) / NANOS_A_SECOND;
    }

    long follows() {
        return size().follows;
    }

    private void askUntilStopped() {
        while (!stopping) {
            if (askedAt == 0) {
                askedAt = System.nanoTime();
            }
            if (changes.catchUp(PATIENCE)) {
                lastNanos = System.nanoTime() - askedAt;
                askedAt = 0;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /// Looked up once for all that is told of it: it goes through every set there is.
    private synchronized Size size() {
        if (System.nanoTime() - size.at > SIZE_STAYS.toNanos()) {
            size = Size.of(index);
        }
        return size;
    }

    private record Size(Map<String, Long> bytes, long follows, long at) {
        static Size of(AudienceIndex index) {
            return new Size(index.memory(), index.follows(), System.nanoTime());
        }
    }

    private static double found(IndexCheck check, Kind kind) {
        var last = check.last();
        return last == null ? 0 : last.found().count(kind);
    }

    private static void gauge(
            MeterRegistry metrics, String name, String description, java.util.function.Supplier<Number> value) {
        Gauge.builder("newsbell.audience." + name, value)
                .description(description)
                .register(metrics);
    }
}
