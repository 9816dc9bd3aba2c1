package io.newsbell.amendment;

import io.newsbell.alert.Alert;
import io.newsbell.alert.AlertAmended;
import io.newsbell.alert.AmendmentKind;
import io.newsbell.ledger.Bitmaps;
import io.newsbell.ledger.Entry;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.roaringbitmap.RoaringBitmap;

/// Whom an amendment concerns.
@Singleton
class AmendmentPlanSql {
    static final RoaringBitmap NOBODY = new RoaringBitmap();

    private final Jdbi jdbi;

    AmendmentPlanSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Until the transaction ends their batches are not put together.
    void holdWaves(UUID alert) {
        jdbi.useHandle(db -> db.createQuery("SELECT id FROM wave WHERE alert_id = :alert ORDER BY id FOR SHARE")
                .bind("alert", alert)
                .mapTo(Long.class)
                .list());
    }

    /// Whether somebody may still be told an older version.
    boolean isAnySending(Alert alert) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT EXISTS (
                            SELECT FROM batch JOIN wave ON wave.id = wave_id
                            WHERE alert_id = :alert AND NOT done AND attempt > 0 AND version < :version)""")
                .bind("alert", alert.id())
                .bind("version", alert.version())
                .mapTo(Boolean.class)
                .one());
    }

    /// The batches that are done, were told an older version, and are not planned yet.
    List<Long> due(Alert alert) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT batch.id FROM batch JOIN wave ON wave.id = wave_id
                        WHERE alert_id = :alert AND done AND batch.version < :version AND NOT EXISTS (
                            SELECT FROM amendment_batch WHERE batch_id = batch.id AND version = :version)""")
                .bind("alert", alert.id())
                .bind("version", alert.version())
                .mapTo(Long.class)
                .list());
    }

    AmendmentKind kind(AlertAmended event) {
        return jdbi.withHandle(
                db -> db.createQuery("SELECT kind FROM amendment WHERE alert_id = :alert AND version = :version")
                        .bind("alert", event.alertId())
                        .bind("version", event.version())
                        .map((row, context) -> AmendmentKind.valueOf(row.getString("kind")))
                        .one());
    }

    /// Whose screens have a later alert of the same story in the place of this one: it is not to be put back.
    RoaringBitmap toldOfSomethingNewer(Alert alert) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT coalesce(reached, audience) AS devices FROM wave JOIN alert ON alert.id = alert_id
                        WHERE story_id = :story AND alert_id <> :alert AND created_at > :created AND sent_no IS NOT NULL""")
                .bind("story", alert.storyId())
                .bind("alert", alert.id())
                .bind("created", alert.createdAt())
                .map((row, context) -> Bitmaps.read(row.getBytes("devices")))
                .collect(Collectors.collectingAndThen(
                        Collectors.toList(), devices -> RoaringBitmap.or(devices.iterator()))));
    }

    /// Plans for whoever has, or may have, got the message.
    ///
    /// @param superseded who is left out, because what they show is newer
    void insert(long batch, int version, RoaringBitmap superseded) {
        jdbi.useHandle(db -> {
            var rang = db.createQuery("SELECT recipients, outcomes FROM batch WHERE id = :batch")
                    .bind("batch", batch)
                    .map((row, context) ->
                            Entry.rang(Bitmaps.read(row.getBytes("recipients")).toArray(), row.getBytes("outcomes")))
                    .one();
            var waiting = RoaringBitmap.andNot(rang, superseded);
            db.createUpdate("""
                            INSERT INTO amendment_batch (batch_id, version, waiting, done, reached, superseded)
                            VALUES (:batch, :version, :waiting, :done, :reached, :superseded)""")
                    .bind("batch", batch)
                    .bind("version", version)
                    .bind("waiting", Bitmaps.write(waiting))
                    .bind("done", waiting.isEmpty())
                    .bind("reached", rang.getCardinality())
                    .bind("superseded", rang.getCardinality() - waiting.getCardinality())
                    .execute();
        });
    }
}
