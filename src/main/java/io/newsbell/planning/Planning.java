package io.newsbell.planning;

import io.newsbell.alert.Alert;
import io.newsbell.alert.AlertState;
import io.newsbell.alert.Alerts;
import io.newsbell.alert.Rollout;
import io.newsbell.audience.Audience;
import io.newsbell.audience.Selection;
import io.newsbell.audience.Suppression;
import io.newsbell.ledger.Ledger;
import io.newsbell.ledger.WaveKind;
import io.newsbell.ledger.Wording;
import io.newsbell.planning.VariantSql.Variant;
import io.newsbell.trace.Traces;
import io.newsbell.wave.Plan;
import io.newsbell.wave.Plan.Send;
import io.newsbell.wave.WaveDue;
import io.newsbell.wave.Waves;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Plans one wave at a time for an app, each in one transaction: whole or not at all. Who plans sees whom all
/// others before have told.
@ApplicationScoped
class Planning {
    private final PlanningSql sql;
    private final VariantSql variants;
    private final StoppedSql stopped;
    private final Ledger ledger;
    private final Alerts alerts;
    private final Audience audience;
    private final Waves waves;
    private final Traces traces;
    private final PlanningConfig config;
    private final Clock clock;

    Planning(
            PlanningSql sql,
            VariantSql variants,
            StoppedSql stopped,
            Ledger ledger,
            Alerts alerts,
            Audience audience,
            Waves waves,
            Traces traces,
            PlanningConfig config,
            Clock clock) {
        this.sql = sql;
        this.variants = variants;
        this.stopped = stopped;
        this.ledger = ledger;
        this.alerts = alerts;
        this.audience = audience;
        this.waves = waves;
        this.traces = traces;
        this.config = config;
        this.clock = clock;
    }

    /// An alert's first look at everybody, unless it was planned or stopped in the meantime.
    @Transactional
    void begin(UUID id) {
        alerts.holdStory(id);
        var alert = alerts.find(id).orElseThrow();
        sql.lock(alert.appId());
        if (alerts.startSending(id)) {
            traces.during(id, "plan", () -> begin(alert));
            traces.alert(id, sql.released(id), alert.createdAt());
        }
    }

    private void begin(Alert alert) {
        var selection = audience.select(alert, told(alert));
        var rollout = RolloutPlan.of(alert, selection, config.canariesAtLeast(), clock.instant());
        waves.begin(
                alert,
                rollout.kind(),
                rollout.halves().isEmpty() ? rollout.plan() : withTexts(alert, rollout),
                selection.matched().getLongCardinality());
    }

    /// Whether it was looked at who gets the alert: one that is to begin was stopped then, and resumed.
    @Transactional
    boolean isPlanned(UUID id) {
        return stopped.isPlanned(id);
    }

    /// An alert that was resumed: everybody whom it was not to tell any more is looked at again, as they are
    /// now.
    ///
    /// @return false if some of it is still under way from before; nothing was done
    @Transactional
    boolean resume(UUID id) {
        alerts.holdStory(id);
        var alert = alerts.find(id).orElseThrow();
        sql.lock(alert.appId());
        if (stopped.isUnderWay(id)) {
            return false;
        }
        if (alerts.startSending(id)) {
            traces.during(id, "plan", () -> {
                var rest = stopped.take(id);
                var selection = audience.selectRest(alert, told(alert), rest);
                waves.begin(alert, WaveKind.RESUMED, Selections.plan(selection, winner(id)), 0);
            });
        }
        return true;
    }

    /// The time of a wave has come that is planned by itself. One that was planned already is left alone.
    @Transactional
    void due(WaveDue due, UUID alertId) {
        alerts.holdStory(alertId);
        var alert = alerts.find(alertId).orElseThrow();
        sql.lock(alert.appId());
        sql.waiting(due.waveId()).ifPresent(waiting -> {
            var now = alerts.lock(alertId);
            var reason = over(now, waiting);
            if (reason.isPresent()) {
                waves.settle(now, waiting.id(), waiting.devices(), reason.get());
            } else {
                if (waiting.kind() == WaveKind.WINNER) {
                    variants.win(alertId, Trials.winner(ledger.trial(alertId)));
                }
                traces.during(alertId, "plan", () -> {
                    var selection = lookAgain(now, waiting);
                    waves.plan(now, waiting.id(), Selections.plan(selection, winner(alertId)));
                });
            }
        });
    }

    /// Nobody who still waits for a stopped alert is told.
    @Transactional
    void stop(UUID alertId) {
        var waiting = sql.waitingOf(alertId);
        var alert = alerts.lock(alertId);
        if (alert.state() == AlertState.STOPPED) {
            waiting.forEach(each -> waves.settle(alert, each.id(), each.devices(), Suppression.STOPPED));
        }
    }

    /// Why nobody who waited is to be told any more.
    Optional<Suppression> over(Alert alert, Waiting waiting) {
        return switch (alert.state()) {
            case APPROVED, SENDING ->
                clock.instant().isBefore(waiting.expiresAt()) ? Optional.empty() : Optional.of(Suppression.STALE);
            case HELD, DISMISSED, SENT, STOPPED, EXPIRED -> Optional.of(Suppression.STOPPED);
        };
    }

    /// Whether what held when they began to wait still holds, and whether they have read it meanwhile.
    Selection lookAgain(Alert alert, Waiting waiting) {
        var selection = audience.selectDue(
                alert,
                told(alert),
                waiting.devices(),
                waiting.kind() == WaveKind.DIGEST,
                waiting.kind().melts() ? alert.createdAt() : clock.instant());
        return Selections.without(selection, sql.opened(alert), Suppression.READ);
    }

    /// The text that won the alert's trial; null for the alert's own.
    private @Nullable Long winner(UUID alertId) {
        return variants.winner(alertId).map(Variant::id).orElse(null);
    }

    private RoaringBitmap told(Alert alert) {
        return alert.target().update() ? new RoaringBitmap() : ledger.told(alert);
    }

    /// Gives each half of the sample its text.
    private Plan withTexts(Alert alert, RolloutPlan rollout) {
        var trial = alert.rollout().trial().orElseThrow();
        var texts = List.of(
                variants.insert(alert.id(), VariantSql.A, Wording.of(alert), List.of()),
                variants.insert(alert.id(), VariantSql.B, other(alert, trial), List.of()));
        return new Plan(
                rollout.plan().suppressed(),
                Stream.of(0, 1)
                        .flatMap(half -> rollout.plan().sends().stream()
                                .map(send -> new Send(
                                        send.topic(),
                                        texts.get(half),
                                        RoaringBitmap.and(
                                                send.devices(), rollout.halves().get(half)))))
                        .filter(send -> !send.devices().isEmpty())
                        .toList(),
                rollout.plan().later());
    }

    /// A correction holds for all texts, also if it came before there were any.
    private static Wording other(Alert alert, Rollout.Trial trial) {
        return alert.version() > 1 ? Wording.of(alert) : new Wording(trial.title(), trial.body());
    }
}
