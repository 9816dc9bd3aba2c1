package io.newsbell.feed;

import io.newsbell.work.Recurring;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/// Looks every second for feeds that are due and starts their polls, each on a thread of its own: a turn never
/// waits for a slow feed, and the threads that alerts need are not taken. A poll that a crash cut off is due
/// again when its lease ends.
@Singleton
class FeedPoller implements Recurring {
    private static final Logger LOG = Logger.getLogger(FeedPoller.class);

    /// Many times what a poll may take: to fetch is bounded, to store five hundred items on a busy database is not.
    private static final Duration LEASE = Duration.ofMinutes(5);

    private final FeedSql sql;
    private final FeedPoll poll;
    private final Clock clock;
    private final Semaphore free;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    FeedPoller(FeedSql sql, FeedPoll poll, FeedConfig config, Clock clock) {
        this.sql = sql;
        this.poll = poll;
        this.clock = clock;
        this.free = new Semaphore(config.concurrency());
    }

    @Override
    public String name() {
        return "feed-poll";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void run() {
        var slots = free.drainPermits();
        if (slots == 0) {
            return;
        }
        var started = 0;
        try {
            var now = clock.instant();
            var lease = UUID.randomUUID();
            for (var feed : sql.claim(lease, now, now.plus(LEASE), slots)) {
                threads.execute(() -> poll(feed, lease));
                started++;
            }
        } finally {
            free.release(slots - started);
        }
    }

    private void poll(Feed feed, UUID lease) {
        try {
            poll.poll(feed, lease);
        } catch (RuntimeException e) {
            LOG.errorf(
                    e, "What came of the feed %s could not be written; it is polled again in %s", feed.name(), LEASE);
        } finally {
            free.release();
        }
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
