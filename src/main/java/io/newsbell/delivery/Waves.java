package io.newsbell.delivery;

import io.newsbell.alert.Alert;
import io.newsbell.alert.AlertLevel;
import io.newsbell.alert.Alerts;
import io.newsbell.app.Apps;
import io.newsbell.audience.Suppression;
import io.newsbell.delivery.Plan.Later;
import io.newsbell.delivery.Plan.Send;
import io.newsbell.delivery.WaveSql.New;
import io.newsbell.work.Priority;
import io.newsbell.work.Work;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/// Stores waves with their hand-over, in the caller's transaction. An alert is sent when its last wave is over.
@Singleton
class Waves {
    private final WaveSql sql;
    private final Alerts alerts;
    private final Apps apps;
    private final Work work;
    private final DeliveryConfig config;
    private final Clock clock;

    Waves(WaveSql sql, Alerts alerts, Apps apps, Work work, DeliveryConfig config, Clock clock) {
        this.sql = sql;
        this.alerts = alerts;
        this.apps = apps;
        this.work = work;
        this.config = config;
        this.clock = clock;
    }

    /// An alert's first wave.
    void begin(Alert alert, WaveKind kind, Plan plan, long matched) {
        var now = clock.instant();
        var wave = sql.insertPlanned(
                new New(alert.id(), alert.appId(), kind, 0, now, alert.expiresAt()), matched, plan.audience(), now);
        complete(alert, wave, plan, now);
    }

    /// A wave that waited waits no more.
    void plan(Alert alert, long wave, Plan plan) {
        var now = clock.instant();
        sql.plan(wave, plan.audience(), now);
        complete(alert, wave, plan, now);
    }

    /// Everyone who waited is left out for the same reason.
    void settle(Alert alert, Waiting waiting, Suppression reason) {
        plan(alert, waiting.id(), Plan.nobody(reason, waiting.devices()));
    }

    /// The alert is sent if it has no wave any more that is on its way or waits.
    void finishIfOver(Alert alert) {
        alerts.lock(alert.id());
        if (sql.areAllOver(alert.id())) {
            alerts.finish(alert.id());
        }
    }

    private void complete(Alert alert, long wave, Plan plan, Instant now) {
        sql.insertSuppressed(wave, plan.suppressed());
        plan.later().forEach(later -> defer(alert, later, now));
        var batches = sql.insertBatches(wave, slices(plan));
        work.putAll(BatchReady.STEP, batches, BatchReady::new, priority(alert));
        if (batches.isEmpty()) {
            finishIfOver(alert);
        }
    }

    private void defer(Alert alert, Later later, Instant now) {
        var due = later.due().orElse(now);
        var wave = sql.insertWaiting(
                new New(
                        alert.id(),
                        alert.appId(),
                        later.kind(),
                        later.part(),
                        due,
                        later.due().isEmpty() ? alert.expiresAt() : due.plus(lifetime(alert))),
                later.devices());
        if (later.due().isPresent()) {
            work.put(WaveDue.STEP, wave, new WaveDue(wave), priority(alert), due);
        }
    }

    private List<Send> slices(Plan plan) {
        return plan.sends().stream()
                .flatMap(send -> Bitmaps.slices(send.devices(), config.batchSize()).stream()
                        .map((RoaringBitmap devices) -> new Send(send.topic(), send.variant(), devices)))
                .toList();
    }

    /// A later wave has as long to arrive as the first one had.
    private Duration lifetime(Alert alert) {
        var usual = apps.byId(alert.appId()).policy().expiresAfter();
        var own = Duration.between(alert.createdAt(), alert.expiresAt());
        return own.compareTo(usual) < 0 ? own : usual;
    }

    static Priority priority(Alert alert) {
        return alert.level() == AlertLevel.BREAKING ? Priority.BREAKING : Priority.USUAL;
    }
}
