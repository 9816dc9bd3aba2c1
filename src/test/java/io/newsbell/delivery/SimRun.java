package io.newsbell.delivery;

import io.newsbell.delivery.SimStore.Batch;
import io.newsbell.delivery.SimStore.Held;
import io.newsbell.ledger.Entry;
import io.newsbell.push.Outcome;
import io.newsbell.push.Quota;
import java.time.Duration;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// One pass over a batch: what `BatchRun` does, as thin as it goes, between events instead of on a thread.
final class SimRun {
    private static final int PORTION = 10;
    private static final int BUSY = 20;
    private static final long LOOK_UP_EVERY = 50;

    private final SimWorker worker;
    private final SimNode node;
    private final SimLoop loop;
    private final SimWorld world;
    private final Held held;
    private final Batch batch;
    final Claim claim;
    long heldAt;
    private int[] turn = {};
    private boolean[] isConfirmed = {};
    private int next;
    private int unanswered;
    private int answered;
    private int busy;
    private boolean isSending = true;
    private boolean isOver;
    private Duration pause = Duration.ZERO;
    private @Nullable Entry rest;

    SimRun(SimWorker worker, Held held, Batch batch, Claim claim) {
        this.worker = worker;
        this.node = worker.node();
        this.loop = node.loop;
        this.world = node.world;
        this.held = held;
        this.batch = batch;
        this.claim = claim;
        this.heldAt = loop.now();
    }

    void begin() {
        node.transaction(
                () -> {
                    turn = claim.toSend(loop.clock());
                    isConfirmed = new boolean[claim.size()];
                    for (int index : turn) {
                        isConfirmed[index] = world.store.isFollowing(claim.recipient(index));
                    }
                    return true;
                },
                _ -> {
                    node.enter(this);
                    step();
                },
                () -> worker.putOff(held));
    }

    boolean isBusy() {
        return busy >= BUSY && busy * 2 >= answered;
    }

    Duration longestPause() {
        return pause;
    }

    private void step() {
        if (isOver) {
            return;
        }
        if (next >= turn.length || !mayGoOn()) {
            isSending = false;
            endIfAnswered();
        } else if (claim.isLost()) {
            abandon();
        } else if (!node.hasRoom(this)) {
            node.later(20, this::step);
        } else {
            take();
        }
    }

    private void take() {
        var priority = batch.wave.priority();
        int room = (batch.wave.isBreaking ? SimNode.WINDOW : SimNode.WINDOW * 3 / 4) - node.inFlight;
        int wanted = Math.min(Math.min(PORTION, turn.length - next), room);
        if (wanted <= 0) {
            node.later(LOOK_UP_EVERY, this::step);
            return;
        }
        long answers = node.answers;
        long later = node.busy;
        node.answers = 0;
        node.busy = 0;
        node.transaction(
                () -> world.quota.take(wanted, priority, answers, later, loop.clock()),
                this::given,
                () -> node.later(500, this::step));
    }

    private void given(Quota.Taken taken) {
        if (taken.given() > 0 && mayGoOn()) {
            send(taken.given());
        }
        node.later(Math.min(LOOK_UP_EVERY, 1 + taken.pause().toMillis()), this::step);
    }

    private boolean mayGoOn() {
        if (rest == null && claim.isStopped()) {
            rest = Entry.STOPPED;
        }
        boolean isExpired = loop.now() >= loop.millis(claim.expiresAt());
        if (rest == null && isExpired && world.setting != SimSetting.NO_EXPIRY) {
            rest = Entry.EXPIRED;
        }
        return rest == null && !isBusy();
    }

    private void send(int given) {
        var indexes = new ArrayList<Integer>();
        int unfollowed = 0;
        for (; next < turn.length && indexes.size() < given; next++) {
            if (isConfirmed[turn[next]]) {
                indexes.add(turn[next]);
            } else {
                claim.record(turn[next], Entry.UNFOLLOWED);
                unfollowed++;
            }
        }
        if (unfollowed > 0) {
            node.recorded(this, unfollowed);
        }
        unanswered += indexes.size();
        node.inFlight += indexes.size();
        for (int index : indexes) {
            if (world.setting == SimSetting.FLUSH_BEFORE_SEND) {
                claim.record(index, Entry.ACCEPTED);
                node.recorded(this, 1);
            }
            world.provider.send(node, batch, claim.attempt(), claim.recipient(index), outcome -> come(index, outcome));
        }
    }

    private void come(int index, Outcome outcome) {
        node.inFlight--;
        node.answers++;
        node.busy += outcome instanceof Outcome.TryLater ? 1 : 0;
        if (isOver) {
            return;
        }
        record(index, outcome);
        unanswered--;
        answered++;
        node.recorded(this, 1);
        var watch = node.watches.computeIfAbsent(batch.wave.id, _ -> new WaveWatch());
        if (watch.look(outcome).isPresent() && rest == null) {
            rest = Entry.STOPPED;
            worker.stop(batch, this::endIfAnswered);
        }
        endIfAnswered();
    }

    private void record(int index, Outcome outcome) {
        boolean isBreaking = batch.wave.isBreaking || world.setting == SimSetting.AMBIGUOUS_FOR_ALL;
        var known = world.setting == SimSetting.NO_RETRY_AFTER && outcome instanceof Outcome.TryLater
                ? new Outcome.TryLater(Duration.ZERO)
                : outcome;
        var verdict = RetryPolicy.after(known, claim.entry(index), isBreaking, claim.attempt());
        if (verdict.entry().isUnfinished()) {
            claim.record(index, verdict.entry(), worker.clock().plus(verdict.pause()));
            pause = verdict.pause().compareTo(pause) > 0 ? verdict.pause() : pause;
        } else {
            claim.record(index, verdict.entry());
        }
        if (outcome instanceof Outcome.TryLater || outcome instanceof Outcome.Ambiguous) {
            busy++;
        }
    }

    private void endIfAnswered() {
        if (!isSending && unanswered == 0 && !isOver) {
            isOver = true;
            node.leave(this, () -> {
                if (rest != null) {
                    claim.settle(rest);
                }
                worker.ended(held, this);
            });
        }
    }

    /// What is on the wire is not waited for.
    private void abandon() {
        isOver = true;
        loop.tell("batch %d, attempt %d: lost", batch.id, claim.attempt());
        node.leave(this, () -> worker.lost(held));
    }
}
