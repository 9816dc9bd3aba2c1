package io.newsbell.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.newsbell.alert.AlertState;
import io.newsbell.delivery.BatchSql.Written;
import io.newsbell.delivery.Claims.ClaimLost;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Writes down what all batches of this node have found out, together: after so many results, or so much
/// time. Results and requests in flight are what a crash makes ring twice, so they are counted for the node,
/// not for each batch.
///
/// While the database is away nothing that is known is dropped, and nobody sends: to forget would be to ring
/// those phones again.
@Singleton
class Recorder {
    private static final Logger LOG = Logger.getLogger(Recorder.class);
    private static final int BEFORE_THE_POOL = 5_000;

    /// Sending waits when so many flushes' worth of results is not written down yet.
    private static final int FLUSHES_BEHIND = 2;

    /// A node that was asleep for longer may have lost its batches: it asks before it sends on.
    private static final Duration TRUSTED = Duration.ofSeconds(3);

    /// Longer than it takes to stop an alert, even while the database has much to do.
    private static final Duration BRAKED = Duration.ofSeconds(5);

    private final Claims claims;
    /// The app of who presses, by alert.
    private final Cache<UUID, Long> braked =
            Caffeine.newBuilder().expireAfterWrite(BRAKED).build();
    private final int flushResults;
    private final long flushEvery;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Claim> active = new HashSet<>();

    /// How many results of each batch are not written down.
    private Map<Claim, Integer> dirty = new HashMap<>();

    private Set<Claim> writing = Set.of();
    private int unrecorded;
    private long dirtySince;
    private boolean isAway;
    private long failedAt;
    private boolean isStopping;
    private volatile @Nullable Thread writer;

    Recorder(Claims claims, DeliveryConfig config) {
        this.claims = claims;
        this.flushResults = config.flushResults();
        this.flushEvery = config.flushEvery().toNanos();
    }

    void start(@Observes StartupEvent event) {
        writer = Thread.ofPlatform().daemon().name("newsbell-ledger").start(this::writeUntilStopped);
    }

    /// The workers have ended, so all is written.
    void stop(@Observes @Priority(BEFORE_THE_POOL) ShutdownEvent event) throws InterruptedException {
        lock.lock();
        try {
            isStopping = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        var thread = writer;
        if (thread != null) {
            thread.join();
        }
    }

    /// Its thread has ended although nobody stopped it.
    boolean hasDied() {
        var thread = writer;
        return thread != null && !thread.isAlive() && !isStopping();
    }

    private boolean isStopping() {
        lock.lock();
        try {
            return isStopping;
        } finally {
            lock.unlock();
        }
    }

    /// A batch is being sent: from now on a stop of its alert is noticed.
    void enter(Claim claim) {
        lock.lock();
        try {
            active.add(claim);
        } finally {
            lock.unlock();
        }
    }

    /// Those of which something is being sent.
    Set<Long> waves() {
        lock.lock();
        try {
            return active.stream().map(claim -> claim.errand().waveId()).collect(Collectors.toSet());
        } finally {
            lock.unlock();
        }
    }

    /// Somebody has stopped or changed what is being sent.
    void changed(UUID alert, AlertState state, int version) {
        lock.lock();
        try {
            active.stream().filter(claim -> claim.alertId().equals(alert)).forEach(claim -> {
                claim.seen(state);
                claim.seen(version);
            });
            braked.invalidate(alert);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Somebody is stopping the alert: until that is done, or for some seconds, nothing more of it goes out.
    void brake(long appId, UUID alert) {
        braked.put(alert, appId);
    }

    boolean isBraked(Claim claim) {
        return Objects.equals(
                braked.getIfPresent(claim.alertId()), claim.errand().appId());
    }

    /// Some of its recipients have an outcome.
    void recorded(Claim claim, int results) {
        lock.lock();
        try {
            if (dirty.isEmpty()) {
                dirtySince = System.nanoTime();
            }
            add(claim, results);
            if (unrecorded >= flushResults) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits while too much is not written down, while its alert is braked, or until it is certain that the
    /// batch is still this node's.
    void awaitRoom(Claim claim) throws ClaimLost, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (isAway || unrecorded >= FLUSHES_BEHIND * flushResults || isBraked(claim) || isStale(claim)) {
                requireHeld(claim);
                if (isStale(claim)) {
                    add(claim, 0);
                    changed.signalAll();
                }
                changed.awaitNanos(flushEvery);
            }
            requireHeld(claim);
        } finally {
            lock.unlock();
        }
    }

    /// From now on its sender writes it down himself. What is being written meanwhile is waited for: it must
    /// not come after what he writes.
    void leave(Claim claim) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            active.remove(claim);
            while (writing.contains(claim)) {
                changed.awaitNanos(flushEvery);
            }
            unrecorded -= Objects.requireNonNullElse(dirty.remove(claim), 0);
        } finally {
            lock.unlock();
        }
    }

    private void add(Claim claim, int results) {
        dirty.merge(claim, results, Integer::sum);
        unrecorded += results;
    }

    private static void requireHeld(Claim claim) throws ClaimLost {
        var failure = claim.failure();
        if (failure != null) {
            throw new IllegalStateException("The batch cannot be written down", failure);
        }
        if (claim.isLost()) {
            throw new ClaimLost();
        }
    }

    private static boolean isStale(Claim claim) {
        return System.nanoTime() - claim.heldAt() > TRUSTED.toNanos();
    }

    private void writeUntilStopped() {
        lock.lock();
        try {
            while (!isStopping) {
                awaitWork();
                writeOrBreak();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void awaitWork() throws InterruptedException {
        long begin = System.nanoTime();
        while (!isStopping) {
            long left = writeAt(begin) - System.nanoTime();
            if (left <= 0) {
                return;
            }
            changed.awaitNanos(left);
        }
    }

    private long writeAt(long begin) {
        if (isAway) {
            return failedAt + Patience.PAUSE.toNanos();
        }
        if (unrecorded >= flushResults || dirty.keySet().stream().anyMatch(Recorder::isStale)) {
            return begin;
        }
        return (dirty.isEmpty() ? begin : dirtySince) + flushEvery;
    }

    /// What nobody foresaw breaks the batches that are under way, which the queue tries again, but never the
    /// writer: without one a node would send nothing any more, and say that all is well.
    private void writeOrBreak() {
        try {
            write();
        } catch (RuntimeException e) {
            LOG.error("The ledger's writer has failed; what is under way is tried again", e);
            writing = Set.of();
            active.forEach(claim -> claim.broke(e));
            changed.signalAll();
        }
    }

    private void write() {
        if (active.isEmpty() && dirty.isEmpty()) {
            return;
        }
        var results = dirty;
        dirty = new HashMap<>();
        unrecorded = 0;
        writing = results.keySet();
        var others =
                active.stream().filter(claim -> !results.containsKey(claim)).toList();
        var tried = List.copyOf(writing);
        var written = unlocked(tried, others);
        writing = Set.of();
        isAway = written.isEmpty();
        if (isAway) {
            failedAt = System.nanoTime();
            results.forEach(this::add);
        } else {
            told(tried, others, written.get());
        }
        changed.signalAll();
    }

    /// Without the lock, because it waits for the database.
    ///
    /// @return empty if the database is away
    private Optional<List<Written>> unlocked(List<Claim> tried, List<Claim> others) {
        lock.unlock();
        try {
            return Optional.of(claims.flush(tried, others));
        } catch (RuntimeException e) {
            if (Patience.isAway(e)) {
                LOG.warnf("The ledger cannot be written (%s); sending waits until it can", e.getMessage());
                return Optional.empty();
            }
            return Optional.of(tried.stream().flatMap(this::alone).toList());
        } finally {
            lock.lock();
        }
    }

    /// One batch that cannot be written must not keep the others from it.
    private Stream<Written> alone(Claim claim) {
        try {
            return claims.flush(List.of(claim), List.of()).stream();
        } catch (RuntimeException e) {
            claim.broke(e);
            return Stream.of();
        }
    }

    /// A node that was asleep can hold a batch twice: as it was claimed before, and as it has claimed it
    /// again.
    private static void told(List<Claim> flushed, List<Claim> others, List<Written> written) {
        for (var claim : flushed) {
            of(claim, written)
                    .ifPresentOrElse(
                            batch -> {
                                claim.written(batch.state());
                                claim.seen(batch.version());
                            },
                            claim::lost);
        }
        for (var claim : others) {
            of(claim, written)
                    .ifPresentOrElse(
                            batch -> {
                                claim.seen(batch.state());
                                claim.seen(batch.version());
                            },
                            () -> {
                                if (written.stream().anyMatch(batch -> batch.batchId() == claim.batchId())) {
                                    claim.lost();
                                }
                            });
        }
    }

    private static Optional<Written> of(Claim claim, List<Written> written) {
        return written.stream().filter(batch -> batch.isOf(claim)).findFirst();
    }
}
