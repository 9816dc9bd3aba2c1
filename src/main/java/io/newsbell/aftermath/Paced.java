package io.newsbell.aftermath;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A figure that takes time to count. However many ask, and however often, one counts it at a time, and rests
/// afterwards for twenty times as long: it never takes more than a twentieth of one processor.
final class Paced<V> {
    private static final Logger LOG = Logger.getLogger(Paced.class);
    private static final int REST = 20;

    /// Longer makes who asked wait for figures that are as good some seconds old.
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final Supplier<V> count;
    private final Executor executor;
    private final Duration least;
    private @Nullable FutureTask<V> running;
    private @Nullable V known;
    private long restedAt = System.nanoTime();

    /// @param least is not counted more often than this
    Paced(Supplier<V> count, Executor executor, Duration least) {
        this.count = count;
        this.executor = executor;
        this.least = least;
    }

    /// Empty while it is counted for the first time, if that takes long.
    Optional<V> look() {
        var task = begin();
        if (task != null) {
            await(task);
        }
        return known();
    }

    private synchronized Optional<V> known() {
        return Optional.ofNullable(known);
    }

    /// What is being counted; null if it is too early for that.
    private synchronized @Nullable FutureTask<V> begin() {
        if (running == null && System.nanoTime() - restedAt >= 0) {
            running = new FutureTask<>(this::counted);
            executor.execute(running);
        }
        return running;
    }

    private V counted() {
        long began = System.nanoTime();
        @Nullable V found = null;
        try {
            found = count.get();
            return found;
        } finally {
            keep(found, System.nanoTime() - began);
        }
    }

    private synchronized void keep(@Nullable V found, long took) {
        known = found == null ? known : found;
        restedAt = System.nanoTime() + Math.max(least.toNanos(), REST * took);
        running = null;
    }

    private static void await(FutureTask<?> task) {
        try {
            task.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOG.debug("The figures are counted on; the last ones do meanwhile");
        } catch (ExecutionException e) {
            LOG.warnf("Figures of an alert could not be counted: %s", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
