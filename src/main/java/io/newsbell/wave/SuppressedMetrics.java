package io.newsbell.wave;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.newsbell.audience.Suppression;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.roaringbitmap.RoaringBitmap;

/// `newsbell_suppressed_total{reason}`. Planning that is rolled back and done again counts twice: the
/// ledger is exact, this is for the curve.
@Startup
@Singleton
class SuppressedMetrics {
    private final Map<Suppression, Counter> counters = new EnumMap<>(Suppression.class);

    SuppressedMetrics(MeterRegistry metrics) {
        for (var reason : Suppression.values()) {
            counters.put(
                    reason,
                    Counter.builder("newsbell.suppressed")
                            .description("Devices that alerts matched and did not tell, by the reason")
                            .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                            .register(metrics));
        }
    }

    void suppressed(Suppression reason, RoaringBitmap devices) {
        Objects.requireNonNull(counters.get(reason)).increment((double) devices.getLongCardinality());
    }
}
