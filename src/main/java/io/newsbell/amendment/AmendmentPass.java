package io.newsbell.amendment;

import io.newsbell.device.Recipient;
import io.newsbell.push.Answer;
import io.newsbell.push.Outcome;
import io.newsbell.push.Pacer;
import io.newsbell.push.PushChannel.Push;
import io.newsbell.push.Sends;
import io.newsbell.work.Priority;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.roaringbitmap.RoaringBitmap;

/// Sends what amends an alert once to everybody on a list, within the quota, and waits for all answers.
@Singleton
class AmendmentPass {
    /// Messages that are handed to the wire together.
    private static final int PORTION = 500;

    private static final Duration TURN_WITHIN = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Pacer pacer;
    private final Sends sends;

    AmendmentPass(Pacer pacer, Sends sends) {
        this.pacer = pacer;
        this.sends = sends;
    }

    /// @param later those that are to be told later
    /// @param pause how long to leave the service alone
    record End(RoaringBitmap later, AmendmentTally tally, Duration pause) {}

    End send(Push push, Priority priority, List<Recipient> recipients) throws InterruptedException {
        var answers = new LinkedBlockingQueue<List<Answer>>();
        var going = pacer.turns(push.quota(), priority);
        int sent = 0;
        while (sent < recipients.size() && !pacer.isStopping()) {
            int turns = going.take(Math.min(PORTION, recipients.size() - sent), TURN_WITHIN);
            if (turns > 0) {
                push.send(recipients.subList(sent, sent + turns), some -> {
                    // At once: those who wait for room are other passes like this one.
                    going.answered(some);
                    answers.add(some);
                });
                sent += turns;
            }
        }
        var later = new RoaringBitmap();
        recipients.subList(sent, recipients.size()).forEach(left -> later.add(left.ordinal()));
        return take(answers, sent, later);
    }

    private End take(LinkedBlockingQueue<List<Answer>> answers, int sent, RoaringBitmap later)
            throws InterruptedException {
        var tally = new AmendmentTally();
        var pause = PAUSE;
        for (int left = sent; left > 0; ) {
            var some = answers.take();
            left -= some.size();
            for (var answer : some) {
                sends.count(answer.outcome());
                if (!tally.count(answer.outcome())) {
                    later.add(answer.recipient().ordinal());
                }
                if (answer.outcome() instanceof Outcome.TryLater(Duration asked)) {
                    pause = asked.compareTo(pause) > 0 ? asked : pause;
                }
            }
        }
        return new End(later, tally, pause);
    }
}
