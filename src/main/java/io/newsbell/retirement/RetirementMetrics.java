package io.newsbell.retirement;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// `newsbell_dead_addresses_quarantined`: anything but 0 wants a person.
@Singleton
class RetirementMetrics {
    private final DeadAddresses addresses;

    RetirementMetrics(DeadAddresses addresses) {
        this.addresses = addresses;
    }

    void register(@Observes StartupEvent event, MeterRegistry metrics) {
        Gauge.builder("newsbell.dead.addresses.quarantined", addresses, DeadAddresses::quarantined)
                .description("Addresses that the push service called dead, too many to believe; a person decides")
                .register(metrics);
    }
}
