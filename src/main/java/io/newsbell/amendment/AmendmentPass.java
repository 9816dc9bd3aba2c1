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
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import org.roaringbitmap.RoaringBitmap;

/// Sends what amends an alert once to everybody on a list, within the quota, and waits for all answers.
@Singleton
class AmendmentPass {
    /// Messages that are handed to the wire together.
    private static final int PORTION = 500;

    private static final Duration TURN_WITHIN = Duration.ofMillis(200);

    /// So often without a turn, and who is left waits for the next pass: a service that wants to be left
    /// alone must not hold up the others.
    private static final int TURNS_MISSED = 25;

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
        var later = new RoaringBitmap();
        int sent = 0;
        for (var part : parts(push, recipients)) {
            var going = pacer.turns(push.quota(part.getFirst().address()), priority);
            int sentOfPart = send(push, going, part, answers);
            part.subList(sentOfPart, part.size()).forEach(left -> later.add(left.ordinal()));
            sent += sentOfPart;
        }
        return take(answers, sent, later);
    }

    /// Those whose messages use up the same quota, the most first.
    private static List<List<Recipient>> parts(Push push, List<Recipient> recipients) {
        return recipients.stream()
                .collect(Collectors.groupingBy(recipient -> push.quota(recipient.address())))
                .values()
                .stream()
                .sorted(Comparator.comparingInt(part -> -part.size()))
                .toList();
    }

    /// @return how many were sent to
    private int send(
            Push push, Pacer.Turns going, List<Recipient> recipients, LinkedBlockingQueue<List<Answer>> answers)
            throws InterruptedException {
        int sent = 0;
        int missed = 0;
        while (sent < recipients.size() && missed < TURNS_MISSED && !pacer.isStopping()) {
            int turns = going.take(Math.min(PORTION, recipients.size() - sent), TURN_WITHIN);
            missed = turns > 0 ? 0 : missed + 1;
            if (turns > 0) {
                push.send(recipients.subList(sent, sent + turns), some -> {
                    // At once: those who wait for room are other passes like this one.
                    going.answered(some);
                    answers.add(some);
                });
                sent += turns;
            }
        }
        return sent;
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
