package io.newsbell.push;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/// `newsbell_sends_total{outcome}`: what the push services answered.
@Singleton
public class Sends {
    private final Counter accepted;
    private final Counter addressDead;
    private final Counter addressRefused;
    private final Counter tryLater;
    private final Counter refused;
    private final Counter ambiguous;

    Sends(MeterRegistry metrics) {
        this.accepted = counter(metrics, "accepted");
        this.addressDead = counter(metrics, "address_dead");
        this.addressRefused = counter(metrics, "address_refused");
        this.tryLater = counter(metrics, "try_later");
        this.refused = counter(metrics, "refused");
        this.ambiguous = counter(metrics, "ambiguous");
    }

    public void count(Outcome outcome) {
        switch (outcome) {
            case Outcome.Accepted a -> accepted.increment();
            case Outcome.AddressDead a -> addressDead.increment();
            case Outcome.AddressRefused a -> addressRefused.increment();
            case Outcome.TryLater a -> tryLater.increment();
            case Outcome.Refused a -> refused.increment();
            case Outcome.Ambiguous a -> ambiguous.increment();
        }
    }

    private static Counter counter(MeterRegistry metrics, String outcome) {
        return Counter.builder("newsbell.sends")
                .description("Answers of push services, by what they mean")
                .tag("outcome", outcome)
                .register(metrics);
    }
}
