package io.newsbell.delivery;

import io.newsbell.alert.AlertState;
import io.newsbell.alert.ReceiptSample;
import io.newsbell.delivery.Claim.Snapshot;
import io.newsbell.ledger.Bitmaps;
import io.newsbell.ledger.Entry;
import io.newsbell.ledger.Tally;
import io.newsbell.ledger.WaveKind;
import io.newsbell.work.Priority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// What `BatchSql`, `Claims`, `Waves` and `Work` do to the database, each a step that is done or not. It
/// looks at every change with an eye of its own.
final class SimStore {
    private static final long TAKEN_OVER_AFTER = 8_000;

    private final SimLoop loop;
    private final SimSetting setting;
    final List<Wave> waves = new ArrayList<>();
    final Map<Long, Batch> batches = new HashMap<>();
    private final List<Task> tasks = new ArrayList<>();

    /// By recipient: when it unfollows.
    final Map<Integer, Long> unfollows = new HashMap<>();

    static final class Wave {
        final int id;
        final UUID alert;
        final boolean isBreaking;
        final long expiresAt;
        final int lanes;
        boolean isChecked;
        long stoppedAt = Long.MAX_VALUE;

        Wave(int id, boolean isBreaking, long expiresAt, int lanes) {
            this.id = id;
            this.alert = new UUID(0, id);
            this.isBreaking = isBreaking;
            this.expiresAt = expiresAt;
            this.lanes = lanes;
        }

        Priority priority() {
            return isBreaking ? Priority.BREAKING : Priority.USUAL;
        }
    }

    static final class Batch {
        final long id;
        final Wave wave;
        final int lane;
        final int[] recipients;
        byte[] outcomes;
        List<Integer> counts;

        @Nullable
        Instant due;

        int attempt;
        boolean isPassed;
        boolean isDone;

        /// Attempts whose holder has written down all that it knew.
        final Set<Integer> ended = new HashSet<>();

        Batch(long id, Wave wave, int lane, int[] recipients) {
            this.id = id;
            this.wave = wave;
            this.lane = lane;
            this.recipients = recipients;
            this.outcomes = new byte[recipients.length];
            this.counts = Tally.of(outcomes);
        }
    }

    /// A lane, or what is left of a batch.
    static final class Task {
        final Wave wave;
        final int lane;
        final @Nullable Batch batch;
        private long dueAt;
        private @Nullable SimNode holder;
        private int holds;
        private long heldSince;

        Task(Wave wave, int lane, @Nullable Batch batch, long dueAt) {
            this.wave = wave;
            this.lane = lane;
            this.batch = batch;
            this.dueAt = dueAt;
        }

        /// A node only keeps what it knows that it has.
        private long keptAt() {
            return holder != null && holder.knows(this, holds) ? Math.max(heldSince, holder.beat) : heldSince;
        }
    }

    record Held(Task task, int hold) {}

    SimStore(SimLoop loop, SimSetting setting) {
        this.loop = loop;
        this.setting = setting;
    }

    void plan(Wave wave, RoaringBitmap audience, int batchSize) {
        waves.add(wave);
        int number = 0;
        for (var slice : Bitmaps.slices(audience, batchSize)) {
            long id = batches.size() + 1L;
            batches.put(id, new Batch(id, wave, number++ % wave.lanes, slice.toArray()));
        }
        tasks.add(new Task(wave, 0, null, loop.now()));
    }

    Optional<Held> poll(SimNode node) {
        Task best = null;
        for (var task : tasks) {
            boolean isFree = task.holder == null || loop.now() - task.keptAt() >= TAKEN_OVER_AFTER;
            if (task.dueAt <= loop.now() && isFree && (best == null || isBefore(task, best))) {
                best = task;
            }
        }
        if (best == null) {
            return Optional.empty();
        }
        best.holder = node;
        best.holds++;
        best.heldSince = loop.now();
        return Optional.of(new Held(best, best.holds));
    }

    private static boolean isBefore(Task one, Task other) {
        int byPriority = one.wave.priority().compareTo(other.wave.priority());
        return byPriority == 0 ? one.dueAt < other.dueAt : byPriority < 0;
    }

    void finish(Held held) {
        if (held.task().holds == held.hold()) {
            tasks.remove(held.task());
        }
    }

    void release(Held held, long dueAt) {
        if (held.task().holds == held.hold()) {
            held.task().dueAt = dueAt;
            held.task().holder = null;
        }
    }

    Optional<Batch> next(Wave wave, int lane) {
        return batches.values().stream()
                .filter(batch -> batch.wave == wave && batch.lane == lane && !batch.isDone && !batch.isPassed)
                .min((one, other) -> Long.compare(one.id, other.id));
    }

    Optional<Claim> claim(Batch batch) {
        if (batch.isDone) {
            return Optional.empty();
        }
        batch.attempt++;
        var wave = batch.wave;
        var errand = new Claim.Errand(
                wave.id,
                wave.alert,
                1,
                1,
                WaveKind.NOW,
                loop.instant(wave.expiresAt),
                null,
                wave.isChecked,
                Optional.empty(),
                ReceiptSample.EVERYBODY);
        return Optional.of(
                new Claim(batch.id, 1, batch.attempt, errand, batch.recipients, batch.outcomes.clone(), batch.due));
    }

    boolean isStopped(Wave wave) {
        return wave.stoppedAt <= loop.now();
    }

    AlertState state(Wave wave) {
        return isStopped(wave) ? AlertState.STOPPED : AlertState.SENDING;
    }

    void stop(Wave wave) {
        wave.stoppedAt = Math.min(wave.stoppedAt, loop.now());
    }

    void begin(Wave wave) {
        if (!wave.isChecked) {
            wave.isChecked = true;
            IntStream.range(1, wave.lanes).forEach(lane -> tasks.add(new Task(wave, lane, null, loop.now())));
        }
    }

    boolean isFollowing(int recipient) {
        return unfollows.getOrDefault(recipient, Long.MAX_VALUE) > loop.now();
    }

    /// @return the states of the alerts of those that were written
    Map<Long, AlertState> flush(List<Snapshot> snapshots, List<Long> others) {
        var states = new HashMap<Long, AlertState>();
        for (var snapshot : snapshots) {
            if (write(snapshot)) {
                states.put(snapshot.batchId(), state(batch(snapshot.batchId()).wave));
            }
        }
        others.forEach(id -> states.put(id, state(batch(id).wave)));
        return states;
    }

    boolean complete(Snapshot snapshot) {
        var batch = batch(snapshot.batchId());
        if (!write(snapshot)) {
            return false;
        }
        batch.isDone = true;
        batch.ended.add(snapshot.attempt());
        loop.require(unfinished(batch) == 0, "batch %d is done, and %d are not", batch.id, unfinished(batch));
        return true;
    }

    /// @param dueAt when it is tried again by anybody; null for who tries it again himself
    boolean pass(Snapshot snapshot, @Nullable Long dueAt) {
        var batch = batch(snapshot.batchId());
        if (!write(snapshot)) {
            return false;
        }
        batch.isPassed = true;
        batch.ended.add(snapshot.attempt());
        boolean isQueued = tasks.stream().anyMatch(task -> task.batch == batch);
        if (dueAt != null && !isQueued && setting != SimSetting.HALF_A_HAND_OVER) {
            tasks.add(new Task(batch.wave, batch.lane, batch, dueAt));
        }
        return true;
    }

    private boolean write(Snapshot snapshot) {
        var batch = batch(snapshot.batchId());
        boolean isHeld = batch.attempt == snapshot.attempt() && !batch.isDone;
        if (!isHeld && setting != SimSetting.NO_FENCING) {
            loop.tell("batch %d: attempt %d is too late", batch.id, snapshot.attempt());
            return false;
        }
        boolean isSame = Arrays.equals(batch.outcomes, snapshot.outcomes());
        loop.require(isHeld || isSame, "attempt %d changed batch %d, which it lost", snapshot.attempt(), batch.id);
        requireHistory(batch, snapshot.outcomes());
        batch.outcomes = snapshot.outcomes().clone();
        batch.counts = Tally.of(batch.outcomes);
        batch.due = snapshot.due();
        int sum = batch.counts.stream().mapToInt(Integer::intValue).sum();
        loop.require(sum == batch.recipients.length, "batch %d counts %d", batch.id, sum);
        return true;
    }

    private void requireHistory(Batch batch, byte[] outcomes) {
        loop.require(outcomes.length == batch.recipients.length, "batch %d has another length", batch.id);
        for (int index = 0; index < outcomes.length; index++) {
            var before = Entry.of(batch.outcomes[index]);
            var after = Entry.of(outcomes[index]);
            loop.require(
                    before.isUnfinished() || before == after,
                    "%s of %d became %s",
                    before,
                    batch.recipients[index],
                    after);
            loop.require(
                    before == Entry.PENDING || after != Entry.PENDING,
                    "%s of %d was forgotten",
                    before,
                    batch.recipients[index]);
        }
    }

    Batch batch(long id) {
        var batch = batches.get(id);
        if (batch == null) {
            throw new AssertionError("no batch " + id);
        }
        return batch;
    }

    boolean isDone() {
        return batches.values().stream().allMatch(batch -> batch.isDone);
    }

    private static long unfinished(Batch batch) {
        return IntStream.range(0, batch.outcomes.length)
                .filter(index -> Entry.of(batch.outcomes[index]).isUnfinished())
                .count();
    }
}
