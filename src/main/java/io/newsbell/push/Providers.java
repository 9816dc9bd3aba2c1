package io.newsbell.push;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.newsbell.device.AddressKind;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/// Whether push services take messages, judged by their answers to ours: nobody is asked only to find out.
@Singleton
public class Providers {
    /// A few are bad luck, or browsers of somebody who is his own push service.
    private static final int FEW = 10;

    /// What was said longer ago says nothing of now.
    private static final long FRESH = Duration.ofMinutes(1).toNanos();

    private final Map<Provider, Heard> heard = new EnumMap<>(Provider.class);

    Providers(MeterRegistry metrics) {
        for (var provider : Provider.values()) {
            var own = new Heard();
            heard.put(provider, own);
            Gauge.builder("newsbell.provider.up", own, each -> each.isUp(System.nanoTime()) ? 1 : 0)
                    .description(
                            "0 if all that a push service has answered for a minute were failures, ten or more, else 1")
                    .tag("provider", provider.name().toLowerCase(Locale.ROOT))
                    .register(metrics);
        }
    }

    public enum Provider {
        FCM,
        WEBPUSH
    }

    /// False if it has answered within the last minute, ten times or more, and did not take or judge a
    /// single message. True if it was not asked.
    public boolean isUp(Provider provider) {
        return of(provider).isUp(System.nanoTime());
    }

    /// To a message, or to the question whether it would be taken.
    public void answered(Answer answer) {
        var provider = answer.recipient().address().kind() == AddressKind.WEB_PUSH ? Provider.WEBPUSH : Provider.FCM;
        var own = of(provider);
        switch (answer.outcome()) {
            case Outcome.Accepted _, Outcome.AddressDead _, Outcome.AddressRefused _ -> own.good(System.nanoTime());
            case Outcome.TryLater _, Outcome.Ambiguous _ -> own.bad(System.nanoTime());
            case Outcome.Refused(var fault, String reason) -> {
                // A message that is wrong says nothing of the service.
                if (fault != Outcome.Fault.PAYLOAD) {
                    own.bad(System.nanoTime());
                }
            }
        }
    }

    private Heard of(Provider provider) {
        return Objects.requireNonNull(heard.get(provider));
    }

    /// Times by [System#nanoTime()].
    private static final class Heard {
        private volatile long goodAt = System.nanoTime() - 2 * FRESH;
        private volatile long badAt = goodAt;
        private final AtomicInteger badSince = new AtomicInteger();

        void good(long now) {
            goodAt = now;
            badSince.set(0);
        }

        void bad(long now) {
            if (now - badAt >= FRESH) {
                badSince.set(0);
            }
            badAt = now;
            badSince.incrementAndGet();
        }

        boolean isUp(long now) {
            return now - goodAt < FRESH || now - badAt >= FRESH || badSince.get() < FEW;
        }
    }
}
