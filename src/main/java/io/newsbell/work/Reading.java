package io.newsbell.work;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What metrics show of the database, as it was at most some seconds ago. Whoever scrapes waits for a
/// moment at most: metrics are looked at above all while the database is away or has too much to do. Then
/// what was read last is shown for a minute, and afterwards no number. Any thread may ask.
public final class Reading<T> {
    private static final Duration PATIENCE = Duration.ofMillis(200);

    /// A read that takes longer is not waited for any more: a network that swallows packets never ends it.
    private static final Duration HANGS = Duration.ofSeconds(30);

    private static final Duration SHOWN = Duration.ofMinutes(1);

    private final Duration kept;
    private final Supplier<T> source;
    private volatile @Nullable Known<T> last;
    private @Nullable Attempt<T> attempt;

    /// @param kept   the database is read no more often, however often it is scraped, and also while it fails
    /// @param source may take long, and throw
    public Reading(Duration kept, Supplier<T> source) {
        this.kept = kept;
        this.source = source;
    }

    /// NaN if nothing is known.
    public double value(ToDoubleFunction<T> figure) {
        awaitAttempt();
        var known = last;
        return known == null
                        || System.nanoTime() - known.since > SHOWN.plus(kept).toNanos()
                ? Double.NaN
                : figure.applyAsDouble(known.value);
    }

    private void awaitAttempt() {
        var current = attempt();
        try {
            long end = current.begunAt + PATIENCE.toNanos();
            current.read.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // What was known before is shown.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Attempt<T> attempt() {
        long now = System.nanoTime();
        var current = attempt;
        if (current == null || now - current.begunAt > (current.read.isDone() ? kept : HANGS).toNanos()) {
            current = new Attempt<>(new FutureTask<>(this::read), now);
            attempt = current;
            Thread.ofVirtual().name("newsbell-reading").start(current.read);
        }
        return current;
    }

    private T read() {
        var value = source.get();
        last = new Known<>(value, System.nanoTime());
        return value;
    }

    private record Attempt<T>(FutureTask<T> read, long begunAt) {}

    private record Known<T>(T value, long since) {}
}
