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
    private final LongAdder accessTokens = new LongAdder();
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

    void accepted(Instant now) {
        accepted.increment();
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

    void accessToken() {
        accessTokens.increment();
    }

    SandboxStats stats() {
        Map<String, Long> byReason = new TreeMap<>();
        refused.forEach((reason, count) -> byReason.put(reason, count.sum()));
        return new SandboxStats(
                http2.sum() + http1.sum(),
                accepted.sum(),
                validated.sum(),
                Collections.unmodifiableMap(byReason),
                inFlight.sum(),
                answersLost.sum(),
                http2.sum(),
                http1.sum(),
                accessTokens.sum(),
                first.get(),
                last);
    }
}
