package io.newsbell.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.newsbell.alert.Alert;
import io.newsbell.alert.AlertState;
import io.newsbell.alert.Alerts;
import io.newsbell.delivery.Claims.ClaimLost;
import io.newsbell.ledger.Entry;
import io.newsbell.ledger.Wording;
import io.newsbell.push.Channels;
import io.newsbell.push.Pacer;
import io.newsbell.push.PushChannel;
import io.newsbell.push.PushMessage;
import io.newsbell.retirement.Said;
import io.newsbell.topic.Topics;
import io.newsbell.trace.Traces;
import io.newsbell.wave.Waves;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Sends a batch once to everybody whose turn it is, and records what became of it.
@Singleton
class BatchSender {
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final Claims claims;
    private final Recorder recorder;
    private final Alerts alerts;
    private final Topics topics;
    private final Channels channels;
    private final Pacer pacer;
    private final AnswerMetrics metrics;
    private final Traces traces;
    private final Clock clock;

    /// By wave; of those that are being sent.
    private final Cache<Long, WaveWatch> watches =
            Caffeine.newBuilder().expireAfterAccess(REMEMBERED).build();

    BatchSender(
            Claims claims,
            Recorder recorder,
            Alerts alerts,
            Topics topics,
            Channels channels,
            Pacer pacer,
            AnswerMetrics metrics,
            Traces traces,
            Clock clock) {
        this.claims = claims;
        this.recorder = recorder;
        this.alerts = alerts;
        this.topics = topics;
        this.channels = channels;
        this.pacer = pacer;
        this.metrics = metrics;
        this.traces = traces;
        this.clock = clock;
    }

    /// How a pass over a batch ended.
    sealed interface Pass {
        /// Everybody has an outcome.
        record Done() implements Pass {}

        /// The rest may be tried at that time, and not before.
        ///
        /// @param pause how long the service wants to be left alone by others, too
        record Left(Instant due, Duration pause) implements Pass {}

        /// Nobody was sent to: the service does not say yet whether it would take the message, or it is to be
        /// claimed anew.
        record NotYet(Duration pause) implements Pass {}

        /// The server is being stopped: the rest is anybody's.
        record Broken() implements Pass {}
    }

    /// A pass whose messages are on the wire. It must be ended.
    interface Underway {
        /// Whether the service has too much to do: the next batch waits for the end of this one.
        boolean isBusy();

        /// Waits for the answers; everything is written down before it returns. Any thread may do so.
        Pass end() throws ClaimLost, InterruptedException;
    }

    /// Returns when everybody whose turn it is was sent to.
    ///
    /// @param byLane what is left is then handed over to be tried again; otherwise that is the caller's part
    Underway start(Claim claim, boolean byLane) throws ClaimLost, InterruptedException {
        claim.nameInLog();
        var alert = alerts.find(claim.alertId()).orElseThrow();
        if (alert.state() == AlertState.STOPPED) {
            claim.settle(Entry.STOPPED);
        } else if (!clock.instant().isBefore(claim.expiresAt())) {
            claim.settle(Entry.EXPIRED);
        }
        if (claim.unfinished() == 0) {
            begin(alert, claim);
            return new Over(complete(claim, List.of()));
        }
        if (alert.version() > claim.version()) {
            // Corrected since it was claimed.
            return new Over(new Pass.NotYet(Duration.ZERO));
        }
        var push = channels.prepare(alert.appId(), message(alert, claim));
        if (!claim.errand().isChecked()) {
            var pause = check(alert, claim, push);
            if (pause.isPresent()) {
                return new Over(new Pass.NotYet(pause.get()));
            }
        }
        var watch = watches.get(claim.errand().waveId(), _ -> new WaveWatch());
        var log = new PassLog(claim, watch, traces);
        var run = new BatchRun(alert, claim, push, claims, recorder, watch, log, alerts, pacer, metrics, clock);
        run.start();
        return new Flying(alert, claim, run, byLane);
    }

    /// @return how long to wait before the service is asked again
    private Optional<Duration> check(Alert alert, Claim claim, PushChannel.Push push) throws InterruptedException {
        var answer =
                FirstMessage.ask(push, claims.confirm(claim, alert.target(), claim.toSend(clock.instant())), metrics);
        switch (answer) {
            case FirstMessage.Answer.Wait(Duration pause) -> {
                return Optional.of(pause);
            }
            case FirstMessage.Answer.No(String why) -> {
                Patience.whileTheDatabaseIsAway(() -> alerts.stop(alert.id(), why));
                claim.seen(AlertState.STOPPED);
            }
            case FirstMessage.Answer.Yes() -> {}
        }
        begin(alert, claim);
        return Optional.empty();
    }

    /// The wave's other lanes begin, if only to settle what they have.
    private void begin(Alert alert, Claim claim) throws InterruptedException {
        if (!claim.errand().isChecked()) {
            Patience.whileTheDatabaseIsAway(() -> claims.begin(alert, claim));
        }
    }

    private Pass complete(Claim claim, List<Said> said) throws ClaimLost, InterruptedException {
        Patience.<Boolean, ClaimLost>whileTheDatabaseIsAway(() -> claims.complete(claim, said));
        return new Pass.Done();
    }

    private Pass leave(Alert alert, Claim claim, List<Said> said, BatchRun run, boolean byLane)
            throws ClaimLost, InterruptedException {
        var now = clock.instant();
        var pause = run.isCutShort() || run.isBusy()
                ? RetryPolicy.pause(claim.attempt(), run.longestPause())
                : Duration.ZERO;
        // Who waits for the new text does not wait for those that are tried again.
        var asked = claim.isCorrected() ? null : claim.due();
        var due = asked == null || asked.isBefore(now.plus(pause)) ? now.plus(pause) : asked;
        Patience.<Boolean, ClaimLost>whileTheDatabaseIsAway(
                () -> byLane ? claims.handOver(claim, said, due, Waves.priority(alert)) : claims.keep(claim, said));
        return pacer.isStopping() ? new Pass.Broken() : new Pass.Left(due, run.isBusy() ? pause : Duration.ZERO);
    }

    private PushMessage message(Alert alert, Claim claim) {
        var wording = claim.errand().wording().orElseGet(() -> Wording.of(alert));
        return new PushMessage(
                alert.id(),
                alert.storyId(),
                alert.version(),
                claim.errand().kind().level(alert),
                wording.title(),
                wording.body(),
                alert.link(),
                alert.image(),
                topics.byId(claim.topicId()).slug(),
                claim.expiresAt(),
                claim.errand().receipts(),
                false);
    }

    private record Over(Pass pass) implements Underway {
        @Override
        public boolean isBusy() {
            return false;
        }

        @Override
        public Pass end() {
            return pass;
        }
    }

    private final class Flying implements Underway {
        private final Alert alert;
        private final Claim claim;
        private final BatchRun run;
        private final boolean byLane;

        Flying(Alert alert, Claim claim, BatchRun run, boolean byLane) {
            this.alert = alert;
            this.claim = claim;
            this.run = run;
            this.byLane = byLane;
        }

        @Override
        public boolean isBusy() {
            return run.isBusy();
        }

        @Override
        public Pass end() throws ClaimLost, InterruptedException {
            claim.nameInLog();
            var said = run.end();
            return claim.unfinished() == 0 ? complete(claim, said) : leave(alert, claim, said, run, byLane);
        }
    }
}
