package io.newsbell.delivery;

import io.newsbell.alert.Alert;
import io.newsbell.alert.AlertLevel;
import io.newsbell.alert.Alerts;
import io.newsbell.delivery.Claims.ClaimLost;
import io.newsbell.device.Recipient;
import io.newsbell.ledger.Entry;
import io.newsbell.push.Answer;
import io.newsbell.push.Pacer;
import io.newsbell.push.PushChannel;
import io.newsbell.retirement.Said;
import io.newsbell.wave.Waves;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One pass over a claimed batch: everybody whose turn it is is sent to once. It runs on one thread at a
/// time; answers come in on others through a queue.
final class BatchRun {
    /// Messages that are handed to the wire together. More cost less, and go less evenly.
    private static final int PORTION = 100;

    private static final Duration LOOK_UP_EVERY = Duration.ofMillis(50);

    /// An answer that takes longer is late: neither the next batch nor the window waits for it. One call in a
    /// thousand that hangs would otherwise make every batch take as long as the longest answer may.
    static final Duration LATE = Duration.ofMillis(200);

    static final Duration ANY = Duration.ofDays(1);

    private final Alert alert;
    private final Claim claim;
    private final PushChannel.Push push;
    private final Claims claims;
    private final Recorder recorder;
    private final WaveWatch watch;
    private final PassLog log;
    private final Alerts alerts;
    private final Pacer pacer;
    private final AnswerMetrics metrics;
    private final Clock clock;

    private final LinkedBlockingQueue<Came> answers = new LinkedBlockingQueue<>();
    private List<Part> parts = List.of();
    private int unanswered;
    private Duration pause = Duration.ZERO;
    private @Nullable Entry rest;

    BatchRun(
            Alert alert,
            Claim claim,
            PushChannel.Push push,
            Claims claims,
            Recorder recorder,
            WaveWatch watch,
            PassLog log,
            Alerts alerts,
            Pacer pacer,
            AnswerMetrics metrics,
            Clock clock) {
        this.alert = alert;
        this.claim = claim;
        this.push = push;
        this.claims = claims;
        this.recorder = recorder;
        this.watch = watch;
        this.log = log;
        this.alerts = alerts;
        this.pacer = pacer;
        this.metrics = metrics;
        this.clock = clock;
    }

    private record Came(Part part, List<Answer> answers) {}

    /// Hands everybody whose turn it is to the wire. Afterwards it must be [ended][#end()].
    ///
    /// @throws ClaimLost if somebody else has the batch now; what is on the wire is not waited for
    void start() throws ClaimLost, InterruptedException {
        var turn = claim.toSend(clock.instant());
        log.begin(turn.length);
        var confirmed = claims.confirm(claim, alert.target(), turn);
        recorder.enter(claim);
        boolean isStarted = false;
        try {
            sendAll(turn, confirmed);
            isStarted = true;
        } finally {
            if (!isStarted) {
                log.end();
                recorder.leave(claim);
            }
        }
    }

    /// Waits for what is not answered yet. Another thread than the one that started it may do so. Whoever has
    /// no outcome afterwards is to be tried again.
    ///
    /// @return what push services said
    List<Said> end() throws InterruptedException {
        try {
            awaitAnswers(LATE);
            if (unanswered > 0) {
                parts.forEach(part -> part.turns().late());
            }
            awaitAnswers(ANY);
        } finally {
            log.end();
            recorder.leave(claim);
        }
        if (rest != null) {
            claim.settle(rest);
        }
        return parts.stream().map(Part::said).toList();
    }

    private void awaitAnswers(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        for (long left = atMost.toNanos(); unanswered > 0 && left > 0; left = end - System.nanoTime()) {
            takeAnswers(answers.poll(left, TimeUnit.NANOSECONDS));
        }
    }

    /// Whether the service of most of them has too much to do: it is not to be asked by the next batch at
    /// once, either.
    boolean isBusy() {
        int ofBusy = parts.stream().filter(Part::isBusy).mapToInt(Part::size).sum();
        return ofBusy > 0 && ofBusy * 2 >= parts.stream().mapToInt(Part::size).sum();
    }

    /// Whether some were not sent to because their service wants to be left alone.
    boolean isCutShort() {
        return parts.stream().anyMatch(part -> !part.isOver() && !part.isOpen());
    }

    /// How long who asked longest wants to be left alone.
    Duration longestPause() {
        return pause;
    }

    private void sendAll(int[] turn, @Nullable Recipient[] confirmed) throws ClaimLost, InterruptedException {
        parts = parts(turn, confirmed);
        for (var open = parts; !open.isEmpty() && mayGoOn(); open = open()) {
            recorder.awaitRoom(claim);
            goRound(open);
        }
    }

    private List<Part> open() {
        return parts.stream().filter(Part::isOpen).toList();
    }

    /// A portion of each in turn: none waits for another, and the thread only if nobody has a turn.
    private void goRound(List<Part> open) throws InterruptedException {
        long from = System.nanoTime();
        var patience = open.size() == 1 ? LOOK_UP_EVERY : Duration.ZERO;
        boolean isAnySent = false;
        for (var part : open) {
            isAnySent |= send(part, patience);
            takeAnswers(answers.poll());
        }
        if (isAnySent) {
            return;
        }
        if (open.size() > 1) {
            pacer.awaitTurns(open.stream().map(Part::turns).toList(), LOOK_UP_EVERY);
        }
        long waited = System.nanoTime() - from;
        open.forEach(part -> part.waited(waited));
    }

    /// The largest first. Who is not to be told any more has an outcome afterwards.
    private List<Part> parts(int[] turn, @Nullable Recipient[] confirmed) {
        var byQuota = new HashMap<String, List<Recipient>>();
        int unfollowed = 0;
        for (int index : turn) {
            var recipient = confirmed[index];
            if (recipient == null) {
                claim.record(index, Entry.UNFOLLOWED);
                unfollowed++;
            } else {
                byQuota.computeIfAbsent(push.quota(recipient.address()), _ -> new ArrayList<>())
                        .add(recipient);
            }
        }
        if (unfollowed > 0) {
            recorder.recorded(claim, unfollowed);
        }
        var sorted = new ArrayList<Part>();
        byQuota.entrySet().stream()
                .sorted(Comparator.comparingInt(quota -> -quota.getValue().size()))
                .forEach(quota -> sorted.add(new Part(
                        quota.getKey(),
                        quota.getValue(),
                        pacer.turns(quota.getKey(), Waves.priority(alert)),
                        sorted.isEmpty())));
        return sorted;
    }

    /// @return whether the part had a turn
    private boolean send(Part part, Duration patience) throws InterruptedException {
        int given = part.take(PORTION, patience);
        if (given > 0 && mayGoOn() && part.isOpen() && !recorder.isBraked(claim)) {
            unanswered += given;
            push.send(part.go(given), some -> come(part, some));
        } else if (given > 0) {
            part.turns().giveBack(given);
        }
        return given > 0;
    }

    private boolean mayGoOn() {
        if (rest == null && claim.isStopped()) {
            rest = Entry.STOPPED;
        }
        if (rest == null && !clock.instant().isBefore(claim.expiresAt())) {
            rest = Entry.EXPIRED;
        }
        return rest == null && !claim.isCorrected() && !pacer.isStopping();
    }

    /// On a thread of the push service.
    private void come(Part part, List<Answer> some) {
        part.turns().answered(some);
        answers.add(new Came(part, some));
    }

    private void takeAnswers(@Nullable Came first) throws InterruptedException {
        int results = 0;
        for (var came = first; came != null; came = answers.poll()) {
            for (var answer : came.answers()) {
                came.part().answered(answer);
                take(answer);
            }
            unanswered -= came.answers().size();
            results += came.answers().size();
        }
        if (results > 0) {
            recorder.recorded(claim, results);
        }
    }

    private void take(Answer answer) throws InterruptedException {
        var outcome = answer.outcome();
        log.answered(answer);
        metrics.count(answer, alert, claim);
        int index = claim.indexOf(answer.recipient().ordinal());
        var verdict =
                RetryPolicy.after(outcome, claim.entry(index), alert.level() == AlertLevel.BREAKING, claim.attempt());
        if (verdict.entry().isUnfinished()) {
            claim.record(index, verdict.entry(), clock.instant().plus(verdict.pause()));
            pause = verdict.pause().compareTo(pause) > 0 ? verdict.pause() : pause;
        } else {
            claim.record(index, verdict.entry());
        }
        var wrong = watch.look(outcome);
        if (wrong.isPresent() && rest == null) {
            rest = Entry.STOPPED;
            Patience.whileTheDatabaseIsAway(() -> alerts.stop(alert.id(), wrong.get()));
        }
    }
}
