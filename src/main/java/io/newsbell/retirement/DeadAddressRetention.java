package io.newsbell.retirement;

import io.newsbell.work.Recurring;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/// Forgets what was said of addresses long ago: after that nothing is brought back.
@Singleton
class DeadAddressRetention implements Recurring {
    private final DeadAddresses addresses;
    private final RetirementConfig config;
    private final Clock clock;

    DeadAddressRetention(DeadAddresses addresses, RetirementConfig config, Clock clock) {
        this.addresses = addresses;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "dead-address-retention";
    }

    @Override
    public Duration every() {
        return Duration.ofDays(1);
    }

    @Override
    public void run() {
        addresses.forget(clock.instant().minus(config.deadAddressesKept()));
    }
}
