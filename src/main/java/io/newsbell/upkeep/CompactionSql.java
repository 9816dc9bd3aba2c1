package io.newsbell.upkeep;

import io.newsbell.ledger.Bitmaps;
import io.newsbell.ledger.Tally;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// The ledger's statements for what is over.
@Singleton
class CompactionSql {
    private final Jdbi jdbi;

    CompactionSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// A wave that was finished before then, and that told nothing which was amended. Locked: of two nodes one
    /// compacts it.
    Optional<Long> next(Instant finishedBefore) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT id FROM wave
                        WHERE compacted_at IS NULL AND finished_at < :before AND NOT EXISTS (
                            SELECT 1 FROM amendment_batch JOIN batch ON batch.id = batch_id WHERE wave_id = wave.id)
                        ORDER BY finished_at LIMIT 1 FOR UPDATE SKIP LOCKED""")
                .bind("before", finishedBefore)
                .mapTo(Long.class)
                .findOne());
    }

    List<Batch> batches(long wave) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT topic_id, variant_id, recipients, outcomes FROM batch
                        WHERE wave_id = :wave ORDER BY low_ordinal""")
                .bind("wave", wave)
                .map((row, context) -> new Batch(
                        row.getLong("topic_id"),
                        row.getObject("variant_id", Long.class),
                        Bitmaps.read(row.getBytes("recipients")),
                        row.getBytes("outcomes")))
                .list());
    }

    void replace(long wave, Collection<Batch> batches, Instant now) {
        jdbi.useHandle(db -> {
            var version = db.createQuery("SELECT coalesce(max(version), 1) FROM batch WHERE wave_id = :wave")
                    .bind("wave", wave)
                    .mapTo(Integer.class)
                    .one();
            db.execute("DELETE FROM batch WHERE wave_id = ?", wave);
            if (!batches.isEmpty()) {
                var insert = db.prepareBatch("""
                        INSERT INTO batch (id, wave_id, topic_id, variant_id, recipients, low_ordinal, high_ordinal,
                            outcomes, counts, done, version)
                        VALUES (nextval('batch_seq'), :wave, :topic, :variant, :recipients, :low, :high, :outcomes,
                            :counts, true, :version)""");
                batches.forEach(batch -> insert.bind("wave", wave)
                        .bind("version", version)
                        .bind("topic", batch.topic())
                        .bind("variant", batch.variant())
                        .bind("recipients", Bitmaps.write(batch.recipients()))
                        .bind("low", batch.recipients().first())
                        .bind("high", batch.recipients().last())
                        .bind("outcomes", batch.outcomes())
                        .bindArray("counts", Integer.class, Tally.of(batch.outcomes()))
                        .add());
                insert.execute();
            }
            db.execute("UPDATE wave SET compacted_at = ? WHERE id = ?", now, wave);
        });
    }

    /// Alerts whose ledger has been kept long enough, and that are over.
    List<UUID> forgettable(Instant plannedBefore, int atMost) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT alert_id FROM wave GROUP BY alert_id
                        HAVING every(finished_at IS NOT NULL) AND max(planned_at) < :before LIMIT :most""")
                .bind("before", plannedBefore)
                .bind("most", atMost)
                .mapTo(UUID.class)
                .list());
    }

    void forget(UUID alert, String account) {
        jdbi.useHandle(db -> {
            db.execute("UPDATE alert SET account = ?::jsonb WHERE id = ?", account, alert);
            db.execute("DELETE FROM wave WHERE alert_id = ?", alert);
            // Their counts went with the batches: rather no line than one that says nobody was told.
            db.execute("DELETE FROM amendment WHERE alert_id = ?", alert);
        });
    }

    record Batch(long topic, @Nullable Long variant, RoaringBitmap recipients, byte[] outcomes) {}
}
