package io.newsbell.amendment;

import io.newsbell.alert.Alert;
import io.newsbell.alert.AlertLevel;
import io.newsbell.alert.Alerts;
import io.newsbell.alert.AmendmentKind;
import io.newsbell.amendment.AmendmentSql.Part;
import io.newsbell.ledger.WaveKind;
import io.newsbell.ledger.Wording;
import io.newsbell.push.Channels;
import io.newsbell.push.PushChannel;
import io.newsbell.push.PushMessage;
import io.newsbell.push.Retraction;
import io.newsbell.topic.Topics;
import io.newsbell.wave.Waves;
import io.newsbell.work.Priority;
import io.newsbell.work.Step;
import io.newsbell.work.Worker;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.roaringbitmap.RoaringBitmap;

/// Tells the phones that a batch has rung what the alert says now, or to take it off their screens. A phone
/// that is told twice, after a crash, shows the same; so nothing but who still waits is written down, and
/// that at the end.
@ApplicationScoped
class AmendmentWorker implements Worker<AmendmentReady> {
    private static final Logger LOG = Logger.getLogger(AmendmentWorker.class);

    /// It is tried for as long as a phone that was off can still get what it amends, and never for less.
    /// After that readers have seen it, and the inbox says what holds.
    private static final Duration PATIENCE = Duration.ofHours(1);

    private static final Duration UNTIL_THE_OLDER_ONE_IS_TOLD = Duration.ofMillis(200);

    private final AmendmentSql sql;
    private final AmendmentPass pass;
    private final Alerts alerts;
    private final Topics topics;
    private final Channels channels;
    private final Clock clock;

    AmendmentWorker(
            AmendmentSql sql, AmendmentPass pass, Alerts alerts, Topics topics, Channels channels, Clock clock) {
        this.sql = sql;
        this.pass = pass;
        this.alerts = alerts;
        this.topics = topics;
        this.channels = channels;
        this.clock = clock;
    }

    /// What is taken back is wrong on somebody's screen at this moment; a correction has the haste of its
    /// alert.
    static Priority priority(AmendmentKind kind, Alert alert) {
        return switch (kind) {
            case CORRECTION -> Waves.priority(alert);
            case RECALL -> Priority.BREAKING;
        };
    }

    @Override
    public Step<AmendmentReady> step() {
        return AmendmentReady.STEP;
    }

    @Override
    public Result work(AmendmentReady event) {
        var part = sql.waiting(event);
        if (part.isEmpty()) {
            return new Result.Done();
        }
        var alert = alerts.find(part.get().alertId()).orElseThrow();
        if (alert.version() > event.version() || isTooLate(part.get())) {
            giveUp(event, part.get(), alert);
            return new Result.Done();
        }
        if (part.get().isBehind()) {
            return new Result.NotNow(UNTIL_THE_OLDER_ONE_IS_TOLD);
        }
        try {
            return send(event, part.get(), alert);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while amending; all of the batch are told again", e);
        }
    }

    private Result send(AmendmentReady event, Part part, Alert alert) throws InterruptedException {
        var recipients = sql.addresses(part.waiting());
        var end = pass.send(event.key(), push(alert, part), priority(part.kind(), alert), recipients);
        end.tally().gone += part.waiting().getCardinality() - recipients.size();
        sql.leave(event, end.later(), end.tally());
        return end.later().isEmpty() ? new Result.Done() : new Result.NotNow(end.pause());
    }

    private PushChannel.Push push(Alert alert, Part part) {
        return switch (part.kind()) {
            case RECALL ->
                channels.prepare(
                        alert.appId(), new Retraction(alert.id(), alert.storyId(), alert.version(), until(part)));
            case CORRECTION -> channels.prepare(alert.appId(), correction(alert, part));
        };
    }

    private PushMessage correction(Alert alert, Part part) {
        var wording = part.wording().orElseGet(() -> Wording.of(alert));
        return new PushMessage(
                alert.id(),
                alert.storyId(),
                alert.version(),
                part.waveKind() == WaveKind.DIGEST ? AlertLevel.DIGEST : alert.level(),
                wording.title(),
                wording.body(),
                alert.link(),
                alert.image(),
                topics.byId(part.topic()).slug(),
                until(part),
                part.receipts(),
                true);
    }

    private static Instant until(Part part) {
        var patient = part.madeAt().plus(PATIENCE);
        return part.expiresAt().isAfter(patient) ? part.expiresAt() : patient;
    }

    private boolean isTooLate(Part part) {
        return until(part).isBefore(clock.instant());
    }

    private void giveUp(AmendmentReady event, Part part, Alert alert) {
        var tally = new AmendmentTally();
        if (alert.version() > event.version()) {
            tally.superseded = part.waiting().getCardinality();
        } else {
            tally.late = part.waiting().getCardinality();
            LOG.warnf(
                    "Alert %s: %d phones could not be told version %d in time; their inboxes say so",
                    alert.id(), tally.late, event.version());
        }
        sql.leave(event, new RoaringBitmap(), tally);
    }
}
