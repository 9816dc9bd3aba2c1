package io.newsbell.push;

import io.github.bucket4j.Bucket;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Lets a message go when the app's quota and the node's window of unanswered requests allow it.
@Singleton
public class Pacer {
    private static final int BEFORE_THE_WORKERS = 0;
    private static final int BURSTS_PER_MINUTE = 60;

    private final Map<Long, Bucket> buckets = new ConcurrentHashMap<>();
    private final int messagesPerMinute;
    private final Semaphore window;
    private volatile boolean stopping;

    Pacer(PushConfig config) {
        this.messagesPerMinute = config.messagesPerMinute();
        this.window = new Semaphore(config.inFlight());
    }

    /// Waits for the turn of one message, at most as long as given. Every one that was let go must be told to be
    /// [answered][#answered()].
    public boolean await(long appId, Duration atMost) throws InterruptedException {
        if (!window.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        try {
            buckets.computeIfAbsent(appId, app -> bucket()).asBlocking().consume(1);
            return true;
        } catch (InterruptedException e) {
            window.release();
            throw e;
        }
    }

    public void answered() {
        window.release();
    }

    /// Before the workers are told to end: what is on the wire is waited for and recorded, nothing new is sent.
    void stop(@Observes @Priority(BEFORE_THE_WORKERS) ShutdownEvent event) {
        stopping = true;
    }

    public boolean isStopping() {
        return stopping;
    }

    /// What the app's quota allows.
    public int perMinute() {
        return messagesPerMinute;
    }

    /// One second's worth may go at once; more would be refused by a provider that counts in shorter spans.
    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(Math.max(1, messagesPerMinute / BURSTS_PER_MINUTE))
                        .refillGreedy(messagesPerMinute, Duration.ofMinutes(1)))
                .build();
    }
}
