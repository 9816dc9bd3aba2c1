package io.newsbell.wave;

import io.newsbell.alert.ReceiptSample;
import io.newsbell.audience.Suppression;
import io.newsbell.ledger.Bitmaps;
import io.newsbell.ledger.Entry;
import io.newsbell.ledger.Tally;
import io.newsbell.ledger.WaveKind;
import io.newsbell.wave.Plan.Send;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.roaringbitmap.RoaringBitmap;

/// Writes waves. A number of sending is given only while the app's planning is locked.
@Singleton
class WaveSql {
    private static final int BATCHES_AT_A_TIME = 200;

    private final Jdbi jdbi;

    WaveSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// An alert's first wave.
    ///
    /// @param matched of the whole alert
    /// @param lead    for which it waits on purpose
    long insertPlanned(
            New wave, long matched, RoaringBitmap audience, ReceiptSample receipts, Instant now, Duration lead) {
        return jdbi.withHandle(db -> db.createQuery("""
                        INSERT INTO wave (id, alert_id, app_id, kind, part, due_at, expires_at, planned_at, begun_at,
                            finished_at, sent_no, matched, size, audience, receipt_share, receipt_within)
                        VALUES (nextval('wave_seq'), :alert, :app, :kind, :part, :due, :expires, :now,
                            (SELECT coalesce(released_at, alert.created_at) + :lead * interval '1 second' FROM alert JOIN app ON app.id = app_id
                                WHERE alert.id = :alert AND :kind = 'NOW' AND NOT internal),
                            :finished, nextval('sent_seq'), :matched, :size, :audience, :share, :within)
                        RETURNING id""")
                .bindMap(columns(wave))
                .bind("now", now)
                .bind("lead", lead.toSeconds())
                .bind("finished", audience.isEmpty() ? now : null)
                .bind("matched", matched)
                .bind("size", audience.getLongCardinality())
                .bind("audience", Bitmaps.write(audience))
                .bind("share", receipts.share())
                .bind("within", receipts.within().toSeconds())
                .mapTo(Long.class)
                .one());
    }

    long insertWaiting(New wave, RoaringBitmap devices) {
        return jdbi.withHandle(db -> db.createQuery("""
                        INSERT INTO wave (id, alert_id, app_id, kind, part, due_at, expires_at, matched, size, audience)
                        VALUES (nextval('wave_seq'), :alert, :app, :kind, :part, :due, :expires, 0, :size, :audience)
                        RETURNING id""")
                .bindMap(columns(wave))
                .bind("size", devices.getLongCardinality())
                .bind("audience", Bitmaps.write(devices))
                .mapTo(Long.class)
                .one());
    }

    /// The wave waits no more. One that tells nobody is over, and gets no number.
    void plan(long wave, RoaringBitmap audience, ReceiptSample receipts, Instant now) {
        jdbi.useHandle(db -> db.createUpdate("""
                        UPDATE wave SET planned_at = :now,
                            begun_at = CASE WHEN kind IN ('QUIET', 'LOCAL', 'DIGEST') THEN due_at END,
                            finished_at = :finished, size = :size, audience = :audience,
                            receipt_share = :share, receipt_within = :within,
                            sent_no = CASE WHEN :size > 0 THEN nextval('sent_seq') END
                        WHERE id = :wave AND planned_at IS NULL""")
                .bind("wave", wave)
                .bind("now", now)
                .bind("finished", audience.isEmpty() ? now : null)
                .bind("size", audience.getLongCardinality())
                .bind("audience", Bitmaps.write(audience))
                .bind("share", receipts.share())
                .bind("within", receipts.within().toSeconds())
                .execute());
    }

    void insertSuppressed(long wave, Map<Suppression, RoaringBitmap> suppressed) {
        jdbi.useHandle(db -> suppressed.forEach((reason, devices) -> {
            if (!devices.isEmpty()) {
                insertSuppressed(db, wave, reason, devices);
            }
        }));
    }

    /// Deals them out to the lanes in turn.
    ///
    /// @return the ids of the batches
    List<Long> insertBatches(long wave, List<Send> slices, int lanes) {
        if (slices.isEmpty()) {
            return List.of();
        }
        return jdbi.withHandle(db -> {
            var batch = db.prepareBatch("""
                    INSERT INTO batch (id, wave_id, lane, topic_id, variant_id, recipients, low_ordinal, high_ordinal,
                        outcomes, counts)
                    VALUES (nextval('batch_seq'), :wave, :lane, :topic, :variant, :recipients, :low, :high, :outcomes,
                        :counts)""");
            int number = 0;
            for (var slice : slices) {
                var outcomes = new byte[slice.devices().getCardinality()];
                batch.bind("wave", wave)
                        .bind("lane", number++ % lanes)
                        .bind("topic", slice.topic())
                        .bind("variant", slice.variant())
                        .bind("recipients", Bitmaps.write(slice.devices()))
                        .bind("low", slice.devices().first())
                        .bind("high", slice.devices().last())
                        .bind("outcomes", outcomes)
                        .bindArray("counts", Integer.class, Tally.of(outcomes))
                        .add();
            }
            return batch.executePreparedBatch("id").mapTo(Long.class).list();
        });
    }

    /// @return the wave's lanes; none if it was checked before
    List<Integer> check(long wave, Instant now) {
        return jdbi.withHandle(db -> db.createQuery("""
                        WITH checked AS (
                            UPDATE wave SET checked_at = :now WHERE id = :wave AND checked_at IS NULL RETURNING id)
                        SELECT DISTINCT lane FROM batch JOIN checked ON checked.id = wave_id WHERE lane IS NOT NULL""")
                .bind("wave", wave)
                .bind("now", now)
                .mapTo(Integer.class)
                .list());
    }

    /// Marks the wave as over if it is, and holds it, so that of two batches that end at the same time one
    /// sees the other. Empty if it is not over.
    ///
    /// NO KEY, because both may hold the wave's key by the dead addresses that they have noted.
    Optional<WaveKind> finish(long wave, Instant now) {
        return jdbi.withHandle(db -> {
            db.execute("SELECT 1 FROM wave WHERE id = ? FOR NO KEY UPDATE", wave);
            return db.createQuery("""
                            UPDATE wave SET finished_at = :now
                            WHERE id = :wave AND NOT EXISTS (SELECT 1 FROM batch WHERE wave_id = :wave AND NOT done)
                            RETURNING kind""")
                    .bind("wave", wave)
                    .bind("now", now)
                    .map((row, context) -> WaveKind.valueOf(row.getString("kind")))
                    .findOne();
        });
    }

    /// Whom the wave has rung, or may have.
    void storeReached(long wave) {
        jdbi.useHandle(db -> {
            var reached = new RoaringBitmap();
            db.createQuery("SELECT recipients, outcomes FROM batch WHERE wave_id = :wave")
                    .setFetchSize(BATCHES_AT_A_TIME)
                    .bind("wave", wave)
                    .map((row, context) ->
                            Entry.rang(Bitmaps.read(row.getBytes("recipients")).toArray(), row.getBytes("outcomes")))
                    .forEach(reached::or);
            db.createUpdate("UPDATE wave SET reached = :reached WHERE id = :wave")
                    .bind("wave", wave)
                    .bind("reached", Bitmaps.write(reached))
                    .execute();
        });
    }

    /// What waits for the alert's canary.
    List<Long> rest(UUID alert) {
        return jdbi.withHandle(db -> db.createQuery(
                        "SELECT id FROM wave WHERE alert_id = :alert AND kind = 'REST' AND planned_at IS NULL")
                .bind("alert", alert)
                .mapTo(Long.class)
                .list());
    }

    boolean areAllOver(UUID alert) {
        return jdbi.withHandle(db -> db.createQuery(
                        "SELECT NOT EXISTS (SELECT 1 FROM wave WHERE alert_id = :alert AND finished_at IS NULL)")
                .bind("alert", alert)
                .mapTo(Boolean.class)
                .one());
    }

    private static Map<String, Object> columns(New wave) {
        return Map.of(
                "alert", wave.alertId(),
                "app", wave.appId(),
                "kind", wave.kind().name(),
                "part", wave.part(),
                "due", wave.dueAt(),
                "expires", wave.expiresAt());
    }

    private static void insertSuppressed(Handle db, long wave, Suppression reason, RoaringBitmap devices) {
        db.createUpdate("""
                        INSERT INTO suppression (wave_id, reason, count, devices)
                        VALUES (:wave, :reason, :count, :devices)""")
                .bind("wave", wave)
                .bind("reason", reason.name())
                .bind("count", devices.getLongCardinality())
                .bind("devices", Bitmaps.write(devices))
                .execute();
    }

    /// A wave that is about to be stored.
    record New(UUID alertId, long appId, WaveKind kind, int part, Instant dueAt, Instant expiresAt) {}
}
