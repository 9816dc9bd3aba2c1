package io.newsbell.servicelevel;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.newsbell.servicelevel.ServiceLevelSql.Counted;
import io.newsbell.servicelevel.ServiceLevelSql.Received;
import io.newsbell.work.Reading;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Readers, not alerts: one that reaches millions weighs as much as it matters. Counted by the node that
/// counts the wave, so that the sum of all nodes is right over any time.
@Singleton
class ServiceLevelMetrics {
    private static final Duration KEPT = Duration.ofSeconds(10);

    private final Counter inTime;
    private final Counter late;
    private final Counter receivedInTime;
    private final Counter receivedLate;
    private final Counter receivedUnknown;

    ServiceLevelMetrics(MeterRegistry registry, ServiceLevelSql sql) {
        inTime = readers(registry, "in_time");
        late = readers(registry, "late");
        receivedInTime = received(registry, "in_time");
        receivedLate = received(registry, "late");
        receivedUnknown = received(registry, "unknown");
        var last = new Reading<Double>(KEPT, () -> sql.lastShare().orElse(Double.NaN));
        Gauge.builder("newsbell.service.level.last.ratio", () -> last.value(Double::doubleValue))
                .description("Share of the readers of the alert counted last who were told in time, from 0 to 1")
                .register(registry);
    }

    void count(Counted counted) {
        inTime.increment((double) counted.inTime());
        late.increment((double) (counted.reachable() - counted.inTime()));
    }

    void count(Received received) {
        receivedInTime.increment((double) received.inTime());
        receivedLate.increment((double) received.late());
        receivedUnknown.increment((double) (received.accepted() - received.inTime() - received.late()));
    }

    private static Counter readers(MeterRegistry registry, String result) {
        return Counter.builder("newsbell.service.level.readers")
                .description(
                        "Readers who could be reached, by whether the push service had the alert within two minutes")
                .tag("result", result)
                .register(registry);
    }

    private static Counter received(MeterRegistry registry, String result) {
        return Counter.builder("newsbell.service.level.received")
                .description(
                        "Readers told in time, by when their phone said that it had received the alert; estimated where a sample reports")
                .tag("result", result)
                .register(registry);
    }
}
