package io.newsbell.delivery;

import io.newsbell.device.Address;
import io.newsbell.device.AddressKind;
import io.newsbell.device.Recipient;
import io.newsbell.ledger.Bitmaps;
import io.newsbell.ledger.Entry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.roaringbitmap.RoaringBitmap;

@Singleton
class RetractionSql {
    private final Jdbi jdbi;

    RetractionSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// The batches that are done and not planned yet.
    List<Long> due(UUID alert) {
        return jdbi.withHandle(
                db -> db.createQuery("""
                        SELECT batch.id FROM batch JOIN wave ON wave.id = wave_id
                            LEFT JOIN retraction ON batch_id = batch.id
                        WHERE alert_id = :alert AND done AND batch_id IS NULL""").bind("alert", alert).mapTo(Long.class).list());
    }

    boolean areAllDone(UUID alert) {
        return jdbi.withHandle(db ->
                db.createQuery("""
                        SELECT NOT EXISTS (
                            SELECT FROM batch JOIN wave ON wave.id = wave_id WHERE alert_id = :alert AND NOT done)""").bind("alert", alert).mapTo(Boolean.class).one());
    }

    /// Plans for whoever has, or may have, got the message.
    void insert(long batch) {
        jdbi.useHandle(db -> db.createUpdate(
                        "INSERT INTO retraction (batch_id, waiting) VALUES (:batch, :waiting) ON CONFLICT DO NOTHING")
                .bind("batch", batch)
                .bind(
                        "waiting",
                        Bitmaps.write(db.createQuery("SELECT recipients, outcomes FROM batch WHERE id = :batch")
                                .bind("batch", batch)
                                .map((row, context) -> Entry.rang(
                                        Bitmaps.read(row.getBytes("recipients")).toArray(), row.getBytes("outcomes")))
                                .one()))
                .execute());
    }

    Optional<Told> waiting(long batch) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT alert_id, waiting, withdrawn_at
                        FROM retraction JOIN batch ON batch.id = batch_id JOIN wave ON wave.id = wave_id
                            JOIN alert ON alert.id = alert_id
                        WHERE batch_id = :batch""")
                .bind("batch", batch)
                .map((row, context) -> new Told(
                        row.getObject("alert_id", UUID.class),
                        Bitmaps.read(row.getBytes("waiting")),
                        row.getTimestamp("withdrawn_at").toInstant()))
                .findOne());
    }

    /// Also who does not follow the topic any more: the alert is on that screen, too.
    List<Recipient> addresses(RoaringBitmap ordinals) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT ordinal, address_kind, address FROM device
                        WHERE ordinal = ANY (:ordinals) AND retired_at IS NULL AND address IS NOT NULL""")
                .bindArray(
                        "ordinals",
                        Integer.class,
                        IntStream.of(ordinals.toArray()).boxed().toList())
                .map((row, context) -> new Recipient(
                        row.getInt("ordinal"),
                        new Address(AddressKind.valueOf(row.getString("address_kind")), row.getString("address"))))
                .list());
    }

    void leave(long batch, RoaringBitmap waiting) {
        jdbi.useHandle(db ->
                db.execute("UPDATE retraction SET waiting = ? WHERE batch_id = ?", Bitmaps.write(waiting), batch));
    }

    record Told(UUID alertId, RoaringBitmap devices, Instant since) {}
}
