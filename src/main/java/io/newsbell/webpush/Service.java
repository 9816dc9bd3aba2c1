package io.newsbell.webpush;

import io.newsbell.push.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/// One push service as this node sees it. What it does not answer takes a bounded room, and when it says
/// "later" to many it is left alone.
final class Service {
    /// One "later" may be about one subscription; so many without a yes between them are about all.
    private static final int ABOUT_ALL = 20;

    private static final Duration NO_ROOM = Duration.ofSeconds(1);

    private final int most;
    private final Optional<Semaphore> shared;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger laters = new AtomicInteger();
    private volatile long aloneUntil = System.nanoTime();

    /// @param most   requests without an answer
    /// @param shared room that it has together with others
    Service(int most, Optional<Semaphore> shared) {
        this.most = most;
        this.shared = shared;
    }

    /// Zero if a message may go; it has then begun, and must [end][#ended(Outcome)]. Otherwise how long to
    /// wait.
    Duration begin() {
        long alone = aloneUntil - System.nanoTime();
        if (alone > 0) {
            return Duration.ofNanos(alone);
        }
        if (inFlight.incrementAndGet() > most
                || !shared.map(Semaphore::tryAcquire).orElse(true)) {
            inFlight.decrementAndGet();
            return NO_ROOM;
        }
        return Duration.ZERO;
    }

    /// What has begun is not sent after all; that says nothing of the service.
    void left() {
        inFlight.decrementAndGet();
        shared.ifPresent(Semaphore::release);
    }

    void ended(Outcome outcome) {
        left();
        switch (outcome) {
            case Outcome.TryLater(Duration after, var why) -> {
                if (laters.incrementAndGet() >= ABOUT_ALL) {
                    laters.set(0);
                    aloneUntil = System.nanoTime() + after.toNanos();
                }
            }
            case Outcome.Accepted _, Outcome.AddressDead _, Outcome.AddressRefused _, Outcome.Refused _ ->
                laters.set(0);
            case Outcome.Ambiguous _ -> {}
        }
    }
}
