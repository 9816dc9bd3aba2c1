package io.newsbell.push;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.newsbell.push.Outcome.Why;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// `newsbell_sends_total{outcome}`: what the push services answered, and `newsbell_retries_total{reason}`:
/// why what is to be tried again could not be sent.
@Singleton
public class Sends {
    private final Counter accepted;
    private final Counter addressDead;
    private final Counter addressRefused;
    private final Counter tryLater;
    private final Counter refused;
    private final Counter ambiguous;
    private final Map<Why, Counter> retries = new EnumMap<>(Why.class);
    private final Providers providers;

    Sends(MeterRegistry metrics, Providers providers) {
        this.accepted = counter(metrics, "accepted");
        this.addressDead = counter(metrics, "address_dead");
        this.addressRefused = counter(metrics, "address_refused");
        this.tryLater = counter(metrics, "try_later");
        this.refused = counter(metrics, "refused");
        this.ambiguous = counter(metrics, "ambiguous");
        this.providers = providers;
        for (var why : Why.values()) {
            retries.put(
                    why,
                    Counter.builder("newsbell.retries")
                            .description("Messages that were not sent and are tried again, by why they were not")
                            .tag("reason", why.name().toLowerCase(Locale.ROOT))
                            .register(metrics));
        }
    }

    public void count(Answer answer) {
        providers.answered(answer);
        switch (answer.outcome()) {
            case Outcome.Accepted _ -> accepted.increment();
            case Outcome.AddressDead _ -> addressDead.increment();
            case Outcome.AddressRefused _ -> addressRefused.increment();
            case Outcome.TryLater(var after, Why why) -> {
                tryLater.increment();
                Objects.requireNonNull(retries.get(why)).increment();
            }
            case Outcome.Refused _ -> refused.increment();
            case Outcome.Ambiguous _ -> ambiguous.increment();
        }
    }

    private static Counter counter(MeterRegistry metrics, String outcome) {
        return Counter.builder("newsbell.sends")
                .description("Answers of push services, by what they mean")
                .tag("outcome", outcome)
                .register(metrics);
    }
}
