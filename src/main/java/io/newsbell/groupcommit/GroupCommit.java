package io.newsbell.groupcommit;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Stream;

/// Collects the writes that arrive while an earlier group is being committed, and commits them as the next group. A
/// lone write is a group of one and waits for nobody; the more come, the larger the groups get.
///
/// Safe for any number of threads. Call it outside a transaction: what it returns is committed. Writes of the same key
/// keep their order and never share a group.
///
/// @param <W> a write
/// @param <R> what its caller wants to know after the commit
public final class GroupCommit<W, R> implements AutoCloseable {
    /// Larger groups gain little: what a commit costs is spread thin by then.
    private static final int LARGEST = 500;

    /// So many can wait: at thousands a second that is about a second. More is refused rather than kept in memory.
    private static final int MOST_WAITING = 4_000;

    /// A whole group fails for one bad value (22), a broken constraint (23) or a deadlock (40); alone each has its
    /// own answer. Any other error, a database that is away above all, is the answer to all of them.
    private static final Set<String> TRIED_ALONE = Set.of("22", "23", "40");

    private static final int CLASS_OF_STATE = 2;

    private final Function<List<W>, List<R>> transaction;
    private final Function<W, Object> key;
    private final BlockingQueue<Waiting<W, R>> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final DistributionSummary sizes;
    private final Thread writer;

    /// @param name        of what is written, for metrics and the thread: `registrations`
    /// @param key         writes of equal keys exclude each other
    /// @param transaction commits a group, and answers in the order of the writes
    public GroupCommit(
            String name, Function<W, Object> key, Function<List<W>, List<R>> transaction, MeterRegistry metrics) {
        this.key = key;
        this.transaction = transaction;
        sizes = DistributionSummary.builder("newsbell.group.commit.size")
                .description("Writes that shared a transaction")
                .tag("writes", name)
                .register(metrics);
        writer = Thread.ofPlatform().daemon().name("newsbell-" + name).start(this::writeUntilInterrupted);
    }

    /// Writes, and returns when it is committed.
    ///
    /// @throws TooManyWaiting if the database cannot keep up: nothing was written
    public R write(W write) {
        var waiting = new Waiting<W, R>(write, new CompletableFuture<>());
        if (!writer.isAlive() || !queue.offer(waiting)) {
            throw new TooManyWaiting();
        }
        try {
            return waiting.result().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /// What waits is written first.
    @Override
    public void close() {
        writer.interrupt();
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeUntilInterrupted() {
        Deque<Waiting<W, R>> next = new ArrayDeque<>();
        try {
            while (true) {
                if (next.isEmpty()) {
                    next.add(queue.take());
                }
                queue.drainTo(next, LARGEST);
                commit(group(next));
            }
        } catch (InterruptedException e) {
            queue.drainTo(next);
            while (!next.isEmpty()) {
                commit(group(next));
            }
        }
    }

    /// Takes from the front what can be written together; what has to wait for another of its key stays.
    private List<Waiting<W, R>> group(Deque<Waiting<W, R>> next) {
        var group = new ArrayList<Waiting<W, R>>();
        var keys = new HashSet<>();
        var later = new ArrayList<Waiting<W, R>>();
        while (!next.isEmpty() && group.size() < LARGEST) {
            var waiting = next.remove();
            (keys.add(key.apply(waiting.write())) ? group : later).add(waiting);
        }
        later.reversed().forEach(next::addFirst);
        return group;
    }

    private void commit(List<Waiting<W, R>> group) {
        sizes.record(group.size());
        try {
            var results = transaction.apply(group.stream().map(Waiting::write).toList());
            for (int i = 0; i < group.size(); i++) {
                group.get(i).result().complete(results.get(i));
            }
        } catch (RuntimeException | Error e) {
            if (group.size() > 1 && isToBeTriedAlone(e)) {
                group.forEach(waiting -> commit(List.of(waiting)));
            } else {
                group.forEach(waiting -> waiting.result().completeExceptionally(e));
            }
        }
    }

    private static boolean isToBeTriedAlone(Throwable failure) {
        return Stream.<Throwable>iterate(failure, java.util.Objects::nonNull, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(cause -> ((SQLException) cause).getSQLState())
                .anyMatch(state -> state != null
                        && state.length() > CLASS_OF_STATE
                        && TRIED_ALONE.contains(state.substring(0, CLASS_OF_STATE)));
    }

    private record Waiting<W, R>(W write, CompletableFuture<R> result) {}

    /// More writes are waiting than the database can commit in about a second.
    public static final class TooManyWaiting extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyWaiting() {
            super("Too many writes are waiting for the database");
        }
    }
}
