package io.newsbell.amendment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.newsbell.device.Recipient;
import io.newsbell.push.Answer;
import io.newsbell.push.Outcome;
import io.newsbell.push.Pacer;
import io.newsbell.push.PushChannel.Push;
import io.newsbell.push.Sends;
import io.newsbell.work.Priority;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
    private static final Duration LONGEST_REMEMBERED = Duration.ofHours(1);

    private final Pacer pacer;
    private final Sends sends;
    private final Clock clock;

    /// Until when a service wants to be left alone with what it has put off: the others go on meanwhile. On
    /// this node alone; another one asks it once too often.
    private final Cache<Asked, Instant> alone =
            Caffeine.newBuilder().expireAfterWrite(LONGEST_REMEMBERED).build();

    AmendmentPass(Pacer pacer, Sends sends, Clock clock) {
        this.pacer = pacer;
        this.sends = sends;
        this.clock = clock;
    }

    /// @param later those that are to be told later
    /// @param pause until the first of them may be told
    record End(RoaringBitmap later, AmendmentTally tally, Duration pause) {}

    /// @param errand by which it is known again when it is tried again
    End send(String errand, Push push, Priority priority, List<Recipient> recipients) throws InterruptedException {
        var parts = parts(push, recipients);
        var tally = tell(errand, push, priority, parts);
        var later = new RoaringBitmap();
        parts.forEach(part -> later.or(part.later));
        var pause = parts.stream()
                .filter(part -> !part.later.isEmpty())
                .map(part -> part.pause)
                .min(Comparator.naturalOrder())
                .orElse(PAUSE);
        return new End(later, tally, pause);
    }

    private AmendmentTally tell(String errand, Push push, Priority priority, List<Part> parts)
            throws InterruptedException {
        var answers = new LinkedBlockingQueue<Came>();
        var asked = new ArrayList<Part>();
        for (var part : parts) {
            var left = left(errand, part);
            if (left.isZero()) {
                asked.add(part);
                send(push, priority, part, answers);
            } else {
                part.pause = left;
            }
        }
        var tally = take(answers, asked);
        asked.forEach(
                part -> alone.put(new Asked(errand, part.quota), clock.instant().plus(part.pause)));
        return tally;
    }

    /// How long its service is still to be left alone.
    private Duration left(String errand, Part part) {
        var until = alone.getIfPresent(new Asked(errand, part.quota));
        var now = clock.instant();
        return until == null || !now.isBefore(until) ? Duration.ZERO : Duration.between(now, until);
    }

    /// The most first.
    private static List<Part> parts(Push push, List<Recipient> recipients) {
        return recipients.stream()
                .collect(Collectors.groupingBy(recipient -> push.quota(recipient.address())))
                .entrySet()
                .stream()
                .map(quota -> new Part(quota.getKey(), quota.getValue()))
                .sorted(Comparator.comparingInt(part -> -part.recipients.size()))
                .toList();
    }

    private void send(Push push, Priority priority, Part part, LinkedBlockingQueue<Came> answers)
            throws InterruptedException {
        var going = pacer.turns(part.quota, priority);
        int size = part.recipients.size();
        int missed = 0;
        while (part.sent < size && missed < TURNS_MISSED && !pacer.isStopping()) {
            int turns = going.take(Math.min(PORTION, size - part.sent), TURN_WITHIN);
            missed = turns > 0 ? 0 : missed + 1;
            if (turns > 0) {
                push.send(part.recipients.subList(part.sent, part.sent + turns), some -> {
                    // At once: those who wait for room are other passes like this one.
                    going.answered(some);
                    answers.add(new Came(part, some));
                });
                part.sent += turns;
            }
        }
    }

    private AmendmentTally take(LinkedBlockingQueue<Came> answers, List<Part> parts) throws InterruptedException {
        var tally = new AmendmentTally();
        for (int left = parts.stream().mapToInt(part -> part.sent).sum(); left > 0; ) {
            var came = answers.take();
            left -= came.answers().size();
            for (var answer : came.answers()) {
                sends.count(answer);
                if (tally.count(answer.outcome())) {
                    came.part().later.remove(answer.recipient().ordinal());
                }
                if (answer.outcome() instanceof Outcome.TryLater(Duration asked, var why)) {
                    came.part().waits(asked);
                }
            }
        }
        return tally;
    }

    private record Came(Part part, List<Answer> answers) {}

    private record Asked(String errand, String quota) {}

    /// Those whose messages use up the same quota.
    private static final class Part {
        private final String quota;
        private final List<Recipient> recipients;

        /// Who has no outcome yet.
        private final RoaringBitmap later = new RoaringBitmap();

        private int sent;
        private Duration pause = PAUSE;

        Part(String quota, List<Recipient> recipients) {
            this.quota = quota;
            this.recipients = recipients;
            recipients.forEach(recipient -> later.add(recipient.ordinal()));
        }

        void waits(Duration asked) {
            pause = asked.compareTo(pause) > 0 ? asked : pause;
        }
    }
}
