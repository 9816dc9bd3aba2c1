package io.newsbell.sandbox;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// The counters behind [SandboxStats].
final class Traffic {
    private final LongAdder http2 = new LongAdder();
    private final LongAdder http1 = new LongAdder();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder validated = new LongAdder();
    private final LongAdder inFlight = new LongAdder();
    private final LongAdder answersLost = new LongAdder();
    private final LongAdder earlyRetries = new LongAdder();
    private final LongAdder accessTokens = new LongAdder();
    private final Map<String, LongAdder> byAlert = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Instant> first = new AtomicReference<>();
    private volatile @Nullable Instant last;

    void arrived(boolean overHttp2) {
        (overHttp2 ? http2 : http1).increment();
        inFlight.increment();
    }

    void left() {
        inFlight.decrement();
    }

    /// @param alertId empty if the message names none
    void accepted(Instant now, String alertId) {
        accepted.increment();
        if (!alertId.isEmpty()) {
            byAlert.computeIfAbsent(alertId, _ -> new LongAdder()).increment();
        }
        if (first.get() == null) {
            first.compareAndSet(null, now);
        }
        last = now;
    }

    void validated() {
        validated.increment();
    }

    void refused(String reason) {
        refused.computeIfAbsent(reason, _ -> new LongAdder()).increment();
    }

    void answerLost() {
        answersLost.increment();
    }

    void earlyRetry() {
        earlyRetries.increment();
    }

    void accessToken() {
        accessTokens.increment();
    }

    Map<String, Long> acceptedByAlert() {
        return sums(byAlert);
    }

    SandboxStats stats() {
        return new SandboxStats(
                http2.sum() + http1.sum(),
                accepted.sum(),
                validated.sum(),
                sums(refused),
                inFlight.sum(),
                answersLost.sum(),
                earlyRetries.sum(),
                http2.sum(),
                http1.sum(),
                accessTokens.sum(),
                first.get(),
                last);
    }

    private static Map<String, Long> sums(Map<String, LongAdder> counted) {
        Map<String, Long> sums = new TreeMap<>();
        counted.forEach((name, count) -> sums.put(name, count.sum()));
        return Collections.unmodifiableMap(sums);
    }
}
