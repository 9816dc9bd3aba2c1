package io.newsbell.wave;

import io.newsbell.alert.Alert;
import io.newsbell.alert.AlertLevel;
import io.newsbell.alert.ReceiptSample;
import io.newsbell.app.Apps;
import io.newsbell.audience.Suppression;
import io.newsbell.ledger.Bitmaps;
import io.newsbell.ledger.WaveKind;
import io.newsbell.wave.Plan.Later;
import io.newsbell.wave.Plan.Send;
import io.newsbell.wave.WaveSql.New;
import io.newsbell.work.Priority;
import io.newsbell.work.Work;
import io.opentelemetry.api.trace.Span;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.roaringbitmap.RoaringBitmap;

/// Stores waves with their hand-over, in the caller's transaction. An alert is sent when its last wave is
/// over.
@Singleton
public class Waves {
    private final WaveSql sql;
    private final WaveEnd ends;
    private final Apps apps;
    private final List<Herald> heralds;
    private final Work work;
    private final SuppressedMetrics metrics;
    private final WaveConfig config;
    private final SampleConfig sampling;
    private final Clock clock;

    Waves(
            WaveSql sql,
            WaveEnd ends,
            Apps apps,
            @All List<Herald> heralds,
            Work work,
            SuppressedMetrics metrics,
            WaveConfig config,
            SampleConfig sampling,
            Clock clock) {
        this.sql = sql;
        this.ends = ends;
        this.apps = apps;
        this.heralds = heralds;
        this.work = work;
        this.metrics = metrics;
        this.config = config;
        this.sampling = sampling;
        this.clock = clock;
    }

    /// An alert's first wave.
    public void begin(Alert alert, WaveKind kind, Plan plan, long matched) {
        var now = clock.instant();
        var lead = heralds.stream()
                .map(herald -> herald.planned(alert, plan))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        var wave = sql.insertPlanned(
                new New(alert.id(), alert.appId(), kind, 0, now, alert.expiresAt()),
                matched,
                plan.audience(),
                receipts(plan),
                now,
                lead);
        complete(alert, wave, plan, now, now.plus(lead));
    }

    /// A wave that waited waits no more.
    public void plan(Alert alert, long wave, Plan plan) {
        var now = clock.instant();
        sql.plan(wave, plan.audience(), receipts(plan), now);
        complete(alert, wave, plan, now, now);
    }

    /// Everyone who waited is left out for the same reason.
    public void settle(Alert alert, long wave, RoaringBitmap waiting, Suppression reason) {
        plan(alert, wave, Plan.nobody(reason, waiting));
    }

    /// A batch of the wave is done; the last one ends the wave, and the last wave the alert.
    ///
    /// @return whether the wave is over
    public boolean batchDone(long wave, UUID alertId) {
        return ends.batchDone(wave, alertId);
    }

    /// The push service would take the wave's message: the other lanes begin, too.
    ///
    /// @return false if that was known already
    public boolean checked(Alert alert, long wave) {
        var lanes = sql.check(wave, clock.instant());
        var now = clock.instant();
        lanes.stream().filter(lane -> lane > 0).forEach(lane -> put(alert, new LaneReady(wave, lane), now));
        return !lanes.isEmpty();
    }

    private void put(Alert alert, LaneReady lane, Instant at) {
        work.put(LaneReady.STEP, lane.key(), lane, priority(alert), at);
    }

    private void complete(Alert alert, long wave, Plan plan, Instant now, Instant start) {
        sql.insertSuppressed(wave, plan.suppressed());
        plan.suppressed().forEach(metrics::suppressed);
        plan.later().forEach(later -> defer(alert, later, now));
        var batches = slices(plan);
        sql.insertBatches(wave, batches, config.lanes());
        Span.current()
                .setAttribute("newsbell.wave_id", wave)
                .setAttribute("newsbell.recipients", plan.audience().getLongCardinality())
                .setAttribute("newsbell.batches", batches.size());
        if (batches.isEmpty()) {
            ends.finishIfOver(alert);
        } else {
            put(alert, new LaneReady(wave, 0), start);
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

    private ReceiptSample receipts(Plan plan) {
        return ReceiptSample.of(plan.audience().getLongCardinality(), sampling.mostAWave(), sampling.mostASecond());
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

    /// What is spread over time goes when there is nothing else to do.
    public static Priority priority(Alert alert) {
        if (alert.level() == AlertLevel.BREAKING) {
            return Priority.BREAKING;
        }
        return alert.rollout().spreadMinutes() > 0 ? Priority.LEISURELY : Priority.USUAL;
    }
}
