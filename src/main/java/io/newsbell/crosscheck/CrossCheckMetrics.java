package io.newsbell.crosscheck;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.newsbell.work.Reading;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// For whoever wants to hear when Google has stopped telling; nobody is woken by it.
@Startup
@Singleton
class CrossCheckMetrics {
    private static final Duration KEPT = Duration.ofMinutes(1);

    CrossCheckMetrics(CrossCheckSql sql, MeterRegistry registry) {
        var oldest = new Reading<Optional<Instant>>(KEPT, sql::oldestImport);
        TimeGauge.builder(
                        "newsbell.fcm.data.imported.timestamp",
                        () -> oldest.value(CrossCheckMetrics::seconds),
                        TimeUnit.SECONDS)
                .description("When what Google says of deliveries was last imported, of the app for which that is the"
                        + " longest ago, in Unix time")
                .register(registry);
    }

    private static double seconds(Optional<Instant> at) {
        return at.map(Instant::getEpochSecond).map(Long::doubleValue).orElse(Double.NaN);
    }
}
