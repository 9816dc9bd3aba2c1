package io.newsbell.delivery;

import io.newsbell.device.Recipient;
import io.newsbell.push.Answer;
import io.newsbell.push.Outcome;
import io.newsbell.push.Pacer;
import io.newsbell.retirement.Said;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Those of a batch whose messages use up the same quota: one push service's, as a rule. Used by the thread
/// that has the batch, but for its turns.
final class Part {
    /// After so many answers of "later", if they are as many as all others, the service is busy, not unlucky:
    /// the rest of the part waits, too. A connection that swallows requests must not swallow the audience,
    /// either.
    private static final int BUSY = 20;

    /// So long may the thread wait for a smaller part alone; the rest of it then waits for another pass: a
    /// push service that wants to be left alone must not hold up the next batch. Quotas are filled up many
    /// times in a quarter of a second, so that one which has nothing for so long is taken by something more
    /// urgent.
    private static final Duration LONGEST_WAIT = Duration.ofMillis(250);

    private final String quota;
    private final List<Recipient> recipients;
    private final List<Recipient> dead = new ArrayList<>();
    private final Pacer.Turns turns;
    private final boolean isLargest;
    private int sent;
    private int answered;
    private int busy;
    private int settled;
    private long waitedNanos;

    /// @param isLargest it is waited for as long as it takes
    Part(String quota, List<Recipient> recipients, Pacer.Turns turns, boolean isLargest) {
        this.quota = quota;
        this.recipients = recipients;
        this.turns = turns;
        this.isLargest = isLargest;
    }

    int size() {
        return recipients.size();
    }

    Pacer.Turns turns() {
        return turns;
    }

    boolean isOver() {
        return sent == size();
    }

    /// Whether some are left who can be sent to in this pass.
    boolean isOpen() {
        return !isOver() && !isBusy() && !isStarved();
    }

    boolean isBusy() {
        return busy >= BUSY && busy * 2 >= answered;
    }

    private boolean isStarved() {
        return !isLargest && waitedNanos >= LONGEST_WAIT.toNanos();
    }

    /// @return how many may go now
    int take(int portion, Duration atMost) throws InterruptedException {
        int given = turns.take(Math.min(portion, size() - sent), atMost);
        if (given > 0) {
            waitedNanos = 0;
        }
        return given;
    }

    /// The next ones, who are on the wire from now on.
    List<Recipient> go(int some) {
        sent += some;
        return recipients.subList(sent - some, sent);
    }

    /// The thread had nothing to do for so long, because nobody had a turn.
    void waited(long nanos) {
        waitedNanos += nanos;
    }

    void answered(Answer answer) {
        answered++;
        switch (answer.outcome()) {
            case Outcome.Accepted _, Outcome.AddressRefused _, Outcome.Refused _ -> settled++;
            case Outcome.AddressDead _ -> {
                settled++;
                dead.add(answer.recipient());
            }
            case Outcome.TryLater _, Outcome.Ambiguous _ -> busy++;
        }
    }

    Said said() {
        return new Said(quota, settled, dead);
    }
}
