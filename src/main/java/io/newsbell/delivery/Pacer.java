package io.newsbell.delivery;

import io.github.bucket4j.Bucket;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// Lets a message go when the app's quota and the node's window of unanswered requests allow it.
@Singleton
class Pacer {
    private static final int BURSTS_PER_MINUTE = 60;

    private final Map<Long, Bucket> buckets = new ConcurrentHashMap<>();
    private final int messagesPerMinute;
    private final Semaphore window;

    Pacer(DeliveryConfig config) {
        this.messagesPerMinute = config.messagesPerMinute();
        this.window = new Semaphore(config.inFlight());
    }

    /// Waits for the turn of one message. Every one that was let go must be told to be [answered][#answered()].
    void await(long appId) throws InterruptedException {
        window.acquire();
        try {
            buckets.computeIfAbsent(appId, app -> bucket()).asBlocking().consume(1);
        } catch (InterruptedException e) {
            window.release();
            throw e;
        }
    }

    void answered() {
        window.release();
    }

    /// One second's worth may go at once; more would be refused by a provider that counts in shorter spans.
    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(Math.max(1, messagesPerMinute / BURSTS_PER_MINUTE))
                        .refillGreedy(messagesPerMinute, Duration.ofMinutes(1)))
                .build();
    }
}
