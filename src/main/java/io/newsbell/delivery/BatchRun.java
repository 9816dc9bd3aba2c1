package io.newsbell.delivery;

import io.newsbell.alert.Alert;
import io.newsbell.alert.AlertState;
import io.newsbell.alert.Alerts;
import io.newsbell.delivery.Claims.ClaimLost;
import io.newsbell.device.Recipient;
import io.newsbell.ledger.Entry;
import io.newsbell.push.Outcome;
import io.newsbell.push.Pacer;
import io.newsbell.push.PushChannel;
import io.newsbell.push.Sends;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One pass over a claimed batch. It runs on one thread; answers come in on others through a queue.
final class BatchRun {
    private static final Logger LOG = Logger.getLogger(BatchRun.class);

    /// After so many "try later" in one pass the service is busy, not unlucky: the rest waits, too.
    private static final int BUSY = 20;

    /// Refusals without a single success: it is the message or the credentials, not the addresses.
    private static final int OUR_MISTAKE = 10;

    /// Promise 5: a batch in which more than a fifth of the addresses is dead, and more than a few, retires none.
    private static final int ABNORMAL_SHARE = 5;

    private static final int MANY = 20;

    private final Alert alert;
    private final Claim claim;
    private final PushChannel.Push push;
    private final Claims claims;
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
    private int refusals;
    private int deaths;
    private boolean accepted;
    private int complaints;
    private @Nullable String complaint;
    private Duration wait = Duration.ZERO;
    private long flushedAt = System.nanoTime();
    private @Nullable Entry rest;

    BatchRun(
            Alert alert,
            Claim claim,
            PushChannel.Push push,
            Claims claims,
            Alerts alerts,
            Pacer pacer,
            Sends sends,
            DeliveryConfig config,
            Clock clock) {
        this.alert = alert;
        this.claim = claim;
        this.push = push;
        this.claims = claims;
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
        var confirmed = claims.confirm(claim);
        for (int index = 0; index < claim.recipients().length && mayGoOn(); index++) {
            if (claim.isPending(index)) {
                var recipient = confirmed.get(claim.recipients()[index]);
                if (recipient == null) {
                    record(index, Entry.UNFOLLOWED);
                } else if (hasTurn()) {
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
        if (complaint != null) {
            LOG.warnf(
                    "Alert %s, batch %d: %d without a clear yes; the last: %s",
                    alert.id(), claim.batchId(), complaints, complaint);
        }
        return wait;
    }

    private boolean mayGoOn() {
        if (rest == null && !clock.instant().isBefore(claim.expiresAt())) {
            rest = Entry.EXPIRED;
        }
        return rest == null && busy < BUSY && !pacer.isStopping();
    }

    /// Waits for the turn of one message; answers and a stop are noticed meanwhile. Without a turn nothing may be sent.
    private boolean hasTurn() throws ClaimLost, InterruptedException {
        while (mayGoOn()) {
            if (pacer.await(alert.appId(), config.flushEvery())) {
                if (mayGoOn()) {
                    return true;
                }
                pacer.answered();
            }
            takeAnswers(answers.poll());
            flushIfDue();
        }
        return false;
    }

    private void send(int index, Recipient recipient) {
        unanswered++;
        push.send(recipient.address()).whenComplete((outcome, failure) -> {
            pacer.answered();
            answers.add(new Answer(
                    index, recipient, outcome == null ? new Outcome.Ambiguous(String.valueOf(failure)) : outcome));
        });
    }

    private void takeAnswers(@Nullable Answer first) throws InterruptedException {
        for (var answer = first; answer != null; answer = answers.poll()) {
            unanswered--;
            sends.count(answer.outcome());
            take(answer);
        }
    }

    private void take(Answer answer) throws InterruptedException {
        switch (answer.outcome()) {
            case Outcome.Accepted _ -> {
                record(answer.index(), Entry.ACCEPTED);
                accepted = true;
            }
            case Outcome.AddressDead _ -> {
                record(answer.index(), Entry.ADDRESS_DEAD);
                dead.add(answer.recipient());
                deaths++;
            }
            case Outcome.AddressRefused(String reason) -> {
                record(answer.index(), Entry.REFUSED);
                complain(reason);
            }
            case Outcome.Ambiguous(String reason) -> {
                record(answer.index(), Entry.AMBIGUOUS);
                complain(reason);
                // A connection that swallows requests must not swallow the audience.
                busy++;
            }
            case Outcome.TryLater(Duration after) -> {
                busy++;
                wait = after.compareTo(wait) > 0 ? after : wait;
            }
            case Outcome.Refused(String reason) -> {
                record(answer.index(), Entry.REFUSED);
                complain(reason);
                refuse(reason);
            }
        }
    }

    /// Stops the alert when it is the alert that is refused. One device with an odd address can have such an
    /// answer, too, and must not silence everyone else's phone.
    private void refuse(String reason) throws InterruptedException {
        refusals++;
        if (refusals >= OUR_MISTAKE && !accepted && rest == null) {
            rest = Entry.STOPPED;
            Patience.whileTheDatabaseIsAway(() -> alerts.stop(alert.id(), "The push service refuses it: " + reason));
        }
    }

    private void complain(String reason) {
        complaint = reason;
        complaints++;
    }

    private void record(int index, Entry entry) {
        claim.record(index, entry);
        unrecorded++;
    }

    private void flushIfDue() throws ClaimLost, InterruptedException {
        if (unrecorded >= config.flushResults()
                || System.nanoTime() - flushedAt >= config.flushEvery().toNanos()) {
            flush();
        }
    }

    /// Records, and learns whether the alert was stopped. While the database is away nothing more is sent, and what is
    /// known waits in memory: to drop it would be to ring those phones again.
    private void flush() throws ClaimLost, InterruptedException {
        var state = Patience.whileTheDatabaseIsAway(() -> claims.flush(claim, plausiblyDead()));
        if (state == AlertState.STOPPED && rest == null) {
            rest = Entry.STOPPED;
        }
        dead.clear();
        unrecorded = 0;
        flushedAt = System.nanoTime();
    }

    /// When so many addresses die at once it is more likely that we send to the wrong project than that readers left.
    private List<Recipient> plausiblyDead() {
        if (deaths > MANY && deaths * ABNORMAL_SHARE > claim.recipients().length) {
            complain("%d of %d addresses are said to be dead, which is too many to believe; they are kept"
                    .formatted(deaths, claim.recipients().length));
            return List.of();
        }
        return dead;
    }

    private record Answer(int index, Recipient recipient, Outcome outcome) {}
}
