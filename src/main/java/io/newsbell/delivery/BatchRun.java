package io.newsbell.delivery;

import io.newsbell.alert.Alert;
import io.newsbell.alert.AlertState;
import io.newsbell.alert.Alerts;
import io.newsbell.delivery.Ledger.ClaimLost;
import io.newsbell.device.Recipient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One pass over a claimed batch. It runs on one thread; answers come in on others through a queue.
final class BatchRun {
    /// After so many "try later" in one pass the service is busy, not unlucky: the rest waits, too.
    private static final int BUSY = 20;

    private final Alert alert;
    private final Claim claim;
    private final PushChannel.Push push;
    private final Ledger ledger;
    private final Alerts alerts;
    private final Pacer pacer;
    private final Sends sends;
    private final DeliveryConfig config;
    private final Clock clock;

    private final LinkedBlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final List<Recipient> dead = new ArrayList<>();
    private int unanswered;
    private int unrecorded;
    private int busy;
    private Duration wait = Duration.ZERO;
    private long flushedAt = System.nanoTime();
    private @Nullable Entry rest;

    BatchRun(
            Alert alert,
            Claim claim,
            PushChannel.Push push,
            Ledger ledger,
            Alerts alerts,
            Pacer pacer,
            Sends sends,
            DeliveryConfig config,
            Clock clock) {
        this.alert = alert;
        this.claim = claim;
        this.push = push;
        this.ledger = ledger;
        this.alerts = alerts;
        this.pacer = pacer;
        this.sends = sends;
        this.config = config;
        this.clock = clock;
    }

    /// Sends to everyone who has no outcome yet. Whoever still has none afterwards is to be tried again.
    ///
    /// @return how long the service asked to be left alone; zero if it did not
    Duration run() throws ClaimLost, InterruptedException {
        var confirmed = ledger.confirm(claim);
        for (int index = 0; index < claim.recipients().length && mayGoOn(); index++) {
            if (claim.isPending(index)) {
                var recipient = confirmed.get(claim.recipients()[index]);
                if (recipient == null) {
                    record(index, Entry.UNFOLLOWED);
                } else {
                    send(index, recipient);
                }
                takeAnswers(answers.poll());
                flushIfDue();
            }
        }
        while (unanswered > 0) {
            takeAnswers(answers.poll(config.flushEvery().toMillis(), TimeUnit.MILLISECONDS));
            flushIfDue();
        }
        if (rest != null) {
            claim.settle(rest);
        }
        flush();
        return wait;
    }

    private boolean mayGoOn() {
        if (rest == null && !clock.instant().isBefore(alert.expiresAt())) {
            rest = Entry.EXPIRED;
        }
        return rest == null && busy < BUSY;
    }

    private void send(int index, Recipient recipient) throws InterruptedException {
        pacer.await(alert.appId());
        unanswered++;
        push.send(recipient.address()).whenComplete((outcome, failure) -> {
            pacer.answered();
            answers.add(new Answer(
                    index, recipient, outcome == null ? new Outcome.Ambiguous(String.valueOf(failure)) : outcome));
        });
    }

    private void takeAnswers(@Nullable Answer first) {
        for (var answer = first; answer != null; answer = answers.poll()) {
            unanswered--;
            sends.count(answer.outcome());
            take(answer);
        }
    }

    private void take(Answer answer) {
        switch (answer.outcome()) {
            case Outcome.Accepted accepted -> record(answer.index(), Entry.ACCEPTED);
            case Outcome.AddressDead gone -> {
                record(answer.index(), Entry.ADDRESS_DEAD);
                dead.add(answer.recipient());
            }
            case Outcome.AddressRefused refused -> record(answer.index(), Entry.REFUSED);
            case Outcome.Ambiguous ambiguous -> record(answer.index(), Entry.AMBIGUOUS);
            case Outcome.TryLater(Duration after) -> {
                busy++;
                wait = after.compareTo(wait) > 0 ? after : wait;
            }
            case Outcome.Refused(String reason) -> {
                record(answer.index(), Entry.REFUSED);
                rest = Entry.STOPPED;
                alerts.stop(alert.id(), "The push service refuses it: " + reason);
            }
        }
    }

    private void record(int index, Entry entry) {
        claim.record(index, entry);
        unrecorded++;
    }

    private void flushIfDue() throws ClaimLost {
        var due = unrecorded >= config.flushResults()
                || System.nanoTime() - flushedAt >= config.flushEvery().toNanos();
        if (due && unrecorded > 0) {
            flush();
        }
    }

    private void flush() throws ClaimLost {
        if (ledger.flush(claim, dead) == AlertState.STOPPED && rest == null) {
            rest = Entry.STOPPED;
        }
        dead.clear();
        unrecorded = 0;
        flushedAt = System.nanoTime();
    }

    private record Answer(int index, Recipient recipient, Outcome outcome) {}
}
