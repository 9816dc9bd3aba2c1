package io.newsbell.retirement;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.newsbell.work.Reading;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/// `newsbell_dead_addresses_quarantined`: anything but 0 wants a person.
@Singleton
class RetirementMetrics {
    private static final Duration KEPT = Duration.ofSeconds(5);

    private final Reading<Long> quarantined;

    RetirementMetrics(DeadAddresses addresses) {
        this.quarantined = new Reading<>(KEPT, addresses::quarantined);
    }

    void register(@Observes StartupEvent event, MeterRegistry metrics) {
        Gauge.builder("newsbell.dead.addresses.quarantined", () -> quarantined.value(Long::doubleValue))
                .description("Addresses that the push service called dead, too many to believe; a person decides")
                .register(metrics);
    }
}
