package io.newsbell.upkeep;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.newsbell.work.Reading;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/// `newsbell_ledger_imbalance`: by how many devices the alerts of the last day do not add up. Anything but 0 is a bug.
@Startup
@Singleton
class Imbalance {
    private static final Duration BACK = Duration.ofDays(1);

    /// However often it is scraped, the ledger is summed up twice a minute.
    private static final Duration KEPT = Duration.ofSeconds(30);

    Imbalance(BalanceSql sql, Clock clock, MeterRegistry metrics) {
        var imbalance =
                new Reading<Long>(KEPT, () -> sql.imbalance(clock.instant().minus(BACK)));
        Gauge.builder("newsbell.ledger.imbalance", () -> imbalance.value(Long::doubleValue))
                .description("Devices by which the alerts of the last day do not add up")
                .register(metrics);
    }
}
