package io.newsbell.amendment;

import io.newsbell.alert.AmendmentKind;
import io.newsbell.alert.ReceiptSample;
import io.newsbell.device.Address;
import io.newsbell.device.AddressKind;
import io.newsbell.device.Platform;
import io.newsbell.device.Recipient;
import io.newsbell.ledger.Bitmaps;
import io.newsbell.ledger.WaveKind;
import io.newsbell.ledger.Wording;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.roaringbitmap.RoaringBitmap;

/// An amendment's part that concerns one batch, while it is told.
@Singleton
class AmendmentSql {
    private final Jdbi jdbi;

    AmendmentSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Empty if nobody waits.
    Optional<Part> waiting(AmendmentReady ready) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT wave.alert_id, amendment.kind, made_at, wave.kind AS wave_kind, expires_at, topic_id, waiting,
                            receipt_share, receipt_within,
                            (SELECT title FROM variant WHERE id = variant_id) AS title,
                            (SELECT body FROM variant WHERE id = variant_id) AS body,
                            EXISTS (
                                SELECT FROM amendment_batch AS older
                                WHERE older.batch_id = batch.id AND older.version < :version AND NOT older.done) AS is_behind
                        FROM amendment_batch JOIN batch ON batch.id = batch_id JOIN wave ON wave.id = wave_id
                            JOIN amendment ON amendment.alert_id = wave.alert_id AND amendment.version = :version
                        WHERE batch_id = :batch AND amendment_batch.version = :version AND NOT amendment_batch.done""")
                .bind("batch", ready.batchId())
                .bind("version", ready.version())
                .map((row, context) -> new Part(
                        row.getObject("alert_id", UUID.class),
                        AmendmentKind.valueOf(row.getString("kind")),
                        row.getTimestamp("made_at").toInstant(),
                        WaveKind.valueOf(row.getString("wave_kind")),
                        row.getTimestamp("expires_at").toInstant(),
                        row.getLong("topic_id"),
                        Wording.in(row),
                        ReceiptSample.in(row),
                        Bitmaps.read(row.getBytes("waiting")),
                        row.getBoolean("is_behind")))
                .findOne());
    }

    /// Also who does not follow the topic any more: the alert is on that screen, too.
    List<Recipient> addresses(RoaringBitmap ordinals) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT ordinal, platform, address_kind, address FROM device
                        WHERE ordinal = ANY (:ordinals) AND retired_at IS NULL AND address IS NOT NULL""")
                .bindArray(
                        "ordinals",
                        Integer.class,
                        IntStream.of(ordinals.toArray()).boxed().toList())
                .map((row, context) -> new Recipient(
                        row.getInt("ordinal"),
                        Platform.valueOf(row.getString("platform")),
                        new Address(AddressKind.valueOf(row.getString("address_kind")), row.getString("address"))))
                .list());
    }

    /// Who still waits, and what became of the others, in one statement.
    void leave(AmendmentReady ready, RoaringBitmap waiting, AmendmentTally tally) {
        jdbi.useHandle(db -> db.createUpdate("""
                        UPDATE amendment_batch SET waiting = :waiting, done = :done, told = told + :told, gone = gone + :gone,
                            refused = refused + :refused, ambiguous = ambiguous + :ambiguous, late = late + :late,
                            superseded = superseded + :superseded
                        WHERE batch_id = :batch AND version = :version AND NOT done""")
                .bind("batch", ready.batchId())
                .bind("version", ready.version())
                .bind("waiting", Bitmaps.write(waiting))
                .bind("done", waiting.isEmpty())
                .bind("told", tally.told)
                .bind("gone", tally.gone)
                .bind("refused", tally.refused)
                .bind("ambiguous", tally.ambiguous)
                .bind("late", tally.late)
                .bind("superseded", tally.superseded)
                .execute());
    }

    /// @param expiresAt of what they were told
    /// @param topic     that was named as the reason
    /// @param wording   another text than the alert's own
    /// @param receipts  who reports that it was received
    /// @param waiting   who is still to be told
    /// @param isBehind  an older amendment is still being told: a phone that got the two in the wrong order
    ///                  would keep the older one
    record Part(
            UUID alertId,
            AmendmentKind kind,
            Instant madeAt,
            WaveKind waveKind,
            Instant expiresAt,
            long topic,
            Optional<Wording> wording,
            ReceiptSample receipts,
            RoaringBitmap waiting,
            boolean isBehind) {}
}
