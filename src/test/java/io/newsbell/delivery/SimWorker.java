package io.newsbell.delivery;

import io.newsbell.delivery.SimStore.Held;
import io.newsbell.ledger.Entry;
import io.newsbell.push.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/// One worker of a node: what `LaneWorker`, `BatchWorker` and `BatchSender` do, as thin as it goes.
final class SimWorker {
    private final SimNode node;
    private final SimLoop loop;
    private final SimStore store;

    SimWorker(SimNode node) {
        this.node = node;
        this.loop = node.loop;
        this.store = node.world.store;
    }

    void poll() {
        if (!node.world.isOver()) {
            node.transaction(() -> store.poll(node), this::polled, this::again);
        }
    }

    private void again() {
        node.later(200 + loop.any(300), this::poll);
    }

    private void polled(Optional<Held> task) {
        task.ifPresent(node::holds);
        task.ifPresentOrElse(this::work, this::again);
    }

    private void work(Held held) {
        var batch = held.task().batch;
        if (batch == null) {
            node.transaction(
                    () -> store.next(held.task().wave, held.task().lane),
                    next -> next.ifPresentOrElse(found -> chosen(held, found), () -> finish(held)),
                    () -> putOff(held));
        } else {
            claim(held, batch);
        }
    }

    /// The worst moment to be frozen: whoever takes the lane over may have passed that batch on by then.
    private void chosen(Held held, SimStore.Batch batch) {
        if (loop.now() < SimWorld.TROUBLE_UNTIL && loop.chance(0.005)) {
            node.pause(8_000 + loop.any(15_000));
        }
        claim(held, batch);
    }

    private void claim(Held held, SimStore.Batch batch) {
        node.transaction(
                () -> store.claim(batch),
                claim -> claim.ifPresentOrElse(found -> send(held, batch, found), () -> done(held)),
                () -> putOff(held));
    }

    private void send(Held held, SimStore.Batch batch, Claim claim) {
        loop.tell("batch %d, attempt %d: begins", batch.id, claim.attempt());
        if (store.isStopped(batch.wave)) {
            claim.settle(Entry.STOPPED);
        } else if (loop.now() >= batch.wave.expiresAt) {
            claim.settle(Entry.EXPIRED);
        }
        var run = new SimRun(this, held, batch, claim);
        if (claim.unfinished() == 0) {
            begin(batch, claim, () -> complete(held, run));
        } else if (claim.errand().isChecked()) {
            run.begin();
        } else {
            check(held, batch, claim, run);
        }
    }

    private void check(Held held, SimStore.Batch batch, Claim claim, SimRun run) {
        var outcomes = new ArrayList<Outcome>();
        boolean isYes = false;
        for (int index : claim.toSend(loop.clock())) {
            if (outcomes.size() < 3 && !isYes && store.isFollowing(claim.recipient(index))) {
                var outcome = node.world.provider.validate(claim.recipient(index));
                isYes = outcome instanceof Outcome.Accepted;
                outcomes.add(outcome);
            }
        }
        var answer = isYes ? new FirstMessage.Answer.Yes() : FirstMessage.judge(outcomes);
        switch (answer) {
            case FirstMessage.Answer.Wait(Duration pause) -> release(held, pause.toMillis());
            case FirstMessage.Answer.Yes() -> begin(batch, claim, run::begin);
            case FirstMessage.Answer.No(String why) ->
                stop(batch, () -> {
                    loop.tell("wave %d is stopped: %s", batch.wave.id, why);
                    claim.seen(store.state(batch.wave));
                    begin(batch, claim, run::begin);
                });
        }
    }

    void stop(SimStore.Batch batch, Runnable then) {
        node.patiently(
                () -> {
                    store.stop(batch.wave);
                    return true;
                },
                _ -> then.run());
    }

    private void begin(SimStore.Batch batch, Claim claim, Runnable then) {
        if (claim.errand().isChecked()) {
            then.run();
        } else {
            node.patiently(
                    () -> {
                        store.begin(batch.wave);
                        return true;
                    },
                    _ -> then.run());
        }
    }

    void ended(Held held, SimRun run) {
        if (run.claim.unfinished() == 0) {
            complete(held, run);
        } else {
            leave(held, run);
        }
    }

    private void complete(Held held, SimRun run) {
        node.patiently(() -> store.complete(run.claim.snapshot()), isMine -> {
            if (isMine) {
                done(held);
            } else {
                lost(held);
            }
        });
    }

    private void leave(Held held, SimRun run) {
        var now = loop.clock();
        var pause = run.isBusy() ? RetryPolicy.pause(run.claim.attempt(), run.longestPause()) : Duration.ZERO;
        var asked = run.claim.due();
        var due = asked == null || asked.isBefore(now.plus(pause)) ? now.plus(pause) : asked;
        boolean isLane = held.task().batch == null;
        var handedOver = isLane ? loop.millis(due) : null;
        node.patiently(() -> store.pass(run.claim.snapshot(), handedOver), isMine -> {
            if (!isMine) {
                lost(held);
            } else if (isLane) {
                goOn(held, pause);
            } else {
                release(held, Duration.between(loop.clock(), due).toMillis());
            }
        });
    }

    private void goOn(Held held, Duration pause) {
        if (pause.isZero()) {
            work(held);
        } else {
            release(held, pause.toMillis());
        }
    }

    /// The batch was taken over by somebody else.
    void lost(Held held) {
        if (held.task().batch == null) {
            release(held, 0);
        } else {
            finish(held);
        }
    }

    /// The database was away: the queue tries the task again.
    void putOff(Held held) {
        release(held, 500);
    }

    private void done(Held held) {
        if (held.task().batch == null) {
            work(held);
        } else {
            finish(held);
        }
    }

    private void finish(Held held) {
        node.patiently(
                () -> {
                    store.finish(held);
                    return true;
                },
                _ -> poll());
    }

    private void release(Held held, long pause) {
        long dueAt = loop.now() + Math.max(0, pause);
        node.patiently(
                () -> {
                    store.release(held, dueAt);
                    return true;
                },
                _ -> poll());
    }

    Instant clock() {
        return loop.clock();
    }

    SimNode node() {
        return node;
    }
}
