package io.newsbell.delivery;

import io.newsbell.alert.AlertState;
import io.newsbell.delivery.SimStore.Held;
import io.newsbell.delivery.SimStore.Task;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One life of one server: its workers, its connection to the database, and, as thin as it goes, what
/// `Recorder` does. A restarted server is another node.
final class SimNode {
    static final int WINDOW = 120;
    static final int FLUSH_RESULTS = 15;
    private static final long FLUSH_EVERY = 200;
    private static final long PATIENCE = 500;
    private static final long TRUSTED = 3_000;
    private static final int WORKERS = 3;

    final SimLoop loop;
    final SimWorld world;
    final Map<Integer, WaveWatch> watches = new HashMap<>();
    private final Set<Held> held = new HashSet<>();
    private final Set<SimRun> active = new HashSet<>();
    private final Map<SimRun, Integer> dirty = new LinkedHashMap<>();
    private Set<SimRun> writing = Set.of();
    private boolean isFlushing;
    boolean isAway;
    long beat;
    private long pausedUntil;
    private long lastHindrance = -1;
    private boolean isDead;
    private boolean isWireCut;
    int inFlight;
    long answers;
    long busy;

    SimNode(SimWorld world) {
        this.world = world;
        this.loop = world.loop;
        this.beat = loop.now();
        loop.in(1_000, this::keepAlive);
        loop.in(FLUSH_EVERY, this::flushOften);
        for (int worker = 0; worker < WORKERS; worker++) {
            later(10L * worker, () -> new SimWorker(this).poll());
        }
    }

    void crash() {
        isDead = true;
        isWireCut = loop.chance(0.5);
    }

    void pause(long millis) {
        pausedUntil = Math.max(pausedUntil, loop.now() + millis);
        lastHindrance = pausedUntil;
    }

    boolean knows(Task task, int hold) {
        return held.contains(new Held(task, hold));
    }

    void holds(Held task) {
        held.add(task);
    }

    /// Whether what it has sent arrives: of a dead one's, some does.
    boolean isOnTheWire() {
        return !isDead || !isWireCut;
    }

    /// Whether anything has kept it, since then, from hearing of a stop.
    boolean wasHindered(long since) {
        return lastHindrance + 1_000 >= since || world.lastOutage + 1_000 >= since;
    }

    void later(long millis, Runnable action) {
        loop.in(millis, () -> awake(action));
    }

    private void awake(Runnable action) {
        if (isDead) {
            return;
        }
        if (loop.now() < pausedUntil) {
            loop.in(pausedUntil - loop.now(), () -> awake(action));
        } else {
            action.run();
        }
    }

    /// An answer comes in; a frozen node finds it when it wakes up.
    void hear(Runnable answer) {
        awake(answer);
    }

    /// A transaction: it is done or not, and the node may not hear which. What a frozen node has sent off
    /// is done at once, or when it wakes up.
    <T> void transaction(Supplier<T> work, Consumer<T> then, Runnable away) {
        loop.in(1 + loop.any(4), () -> {
            boolean isLate = loop.now() < pausedUntil && loop.chance(0.5);
            if (isDead && loop.chance(0.5)) {
                return;
            }
            if (isLate) {
                awake(() -> commit(work, then, away));
            } else {
                commit(work, then, away);
            }
        });
    }

    private <T> void commit(Supplier<T> work, Consumer<T> then, Runnable away) {
        if (world.isAway() || loop.chance(0.002)) {
            later(1, away);
            return;
        }
        var result = work.get();
        if (loop.chance(0.002)) {
            later(1, away);
        } else {
            later(1, () -> then.accept(result));
        }
    }

    /// As `Patience` does.
    <T> void patiently(Supplier<T> work, Consumer<T> then) {
        transaction(work, then, () -> later(PATIENCE, () -> patiently(work, then)));
    }

    private void keepAlive() {
        if (!isDead && !world.isOver()) {
            awake(() -> {
                if (!world.isAway()) {
                    beat = loop.now();
                }
            });
            loop.in(1_000, this::keepAlive);
        }
    }

    // What follows is Recorder.

    void enter(SimRun run) {
        active.add(run);
    }

    void recorded(SimRun run, int results) {
        dirty.merge(run, results, Integer::sum);
        if (unrecorded() >= FLUSH_RESULTS) {
            flush();
        }
    }

    /// @return whether it may send on now
    boolean hasRoom(SimRun run) {
        boolean isStale = loop.now() - run.heldAt > TRUSTED;
        if (isStale) {
            recorded(run, 0);
            flush();
        }
        return !isAway && !isStale && unrecorded() < 2 * FLUSH_RESULTS;
    }

    /// @param then when nothing of it is being written any more
    void leave(SimRun run, Runnable then) {
        active.remove(run);
        if (writing.contains(run)) {
            later(2, () -> leave(run, then));
        } else {
            dirty.remove(run);
            then.run();
        }
    }

    private int unrecorded() {
        return dirty.values().stream().mapToInt(Integer::intValue).sum();
    }

    private void flushOften() {
        if (!isDead && !world.isOver()) {
            awake(this::flush);
            loop.in(FLUSH_EVERY, this::flushOften);
        }
    }

    private void flush() {
        if (isFlushing || (active.isEmpty() && dirty.isEmpty())) {
            return;
        }
        var results = Map.copyOf(dirty);
        dirty.clear();
        isFlushing = true;
        writing = results.keySet();
        var others = active.stream().filter(run -> !results.containsKey(run)).toList();
        var snapshots = results.keySet().stream()
                .map(run -> run.claim.snapshot())
                .sorted((one, other) -> Long.compare(one.batchId(), other.batchId()))
                .toList();
        var asked = others.stream().map(run -> run.claim.batchId()).toList();
        transaction(
                () -> world.store.flush(snapshots, asked),
                states -> told(List.copyOf(results.keySet()), others, states),
                () -> {
                    results.forEach((run, count) -> dirty.merge(run, count, Integer::sum));
                    isAway = true;
                    later(PATIENCE, () -> {
                        isFlushing = false;
                        flush();
                    });
                    writing = Set.of();
                });
    }

    private void told(List<SimRun> written, List<SimRun> others, Map<Long, AlertState> states) {
        isFlushing = false;
        isAway = false;
        writing = Set.of();
        for (var run : written) {
            var state = states.get(run.claim.batchId());
            if (state == null) {
                run.claim.lost();
            } else {
                run.claim.written(state);
                run.heldAt = loop.now();
            }
        }
        for (var run : others) {
            var state = states.get(run.claim.batchId());
            if (state != null) {
                run.claim.seen(state);
            }
        }
        if (unrecorded() >= FLUSH_RESULTS) {
            flush();
        }
    }
}
