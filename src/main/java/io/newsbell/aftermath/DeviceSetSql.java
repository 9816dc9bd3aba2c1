package io.newsbell.aftermath;

import io.newsbell.aftermath.DeviceSets.Report;
import io.newsbell.device.Platform;
import io.newsbell.ledger.Bitmaps;
import io.newsbell.receipt.ReceiptEvent;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.roaringbitmap.RoaringBitmap;

/// Reads row by row: call it in a transaction.
@Singleton
class DeviceSetSql {
    private static final int BATCHES_AT_A_TIME = 50;
    private static final int RECEIPTS_AT_A_TIME = 5_000;

    private final Jdbi jdbi;

    DeviceSetSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Since when no outcome changes any more; empty if some still may.
    Optional<Instant> over(UUID alert) {
        return jdbi.withHandle(db ->
                db.createQuery("""
                        SELECT max(finished_at) FROM wave WHERE alert_id = :alert
                        HAVING every(finished_at IS NOT NULL)""").bind("alert", alert).mapTo(Instant.class).findOne());
    }

    void outcomes(UUID alert, DeviceSets into) {
        jdbi.useHandle(db -> db.createQuery("""
                        SELECT recipients, outcomes FROM wave JOIN batch ON wave_id = wave.id WHERE alert_id = :alert""")
                .setFetchSize(BATCHES_AT_A_TIME)
                .bind("alert", alert)
                .map((row, context) -> {
                    into.add(Bitmaps.read(row.getBytes("recipients")), row.getBytes("outcomes"));
                    return into;
                })
                .forEach(_ -> {}));
    }

    void receipts(UUID alert, DeviceSets into) {
        jdbi.useHandle(db -> db.createQuery(
                        "SELECT event, ordinal, coalesce(share, 1) AS share FROM receipt WHERE alert_id = :alert")
                .setFetchSize(RECEIPTS_AT_A_TIME)
                .bind("alert", alert)
                .map((row, context) -> {
                    into.add(
                            new Report(ReceiptEvent.valueOf(row.getString("event")), row.getDouble("share")),
                            row.getInt("ordinal"));
                    return into;
                })
                .forEach(_ -> {}));
    }

    /// Adds those of some devices that are there, but cannot be reached.
    void platforms(List<Integer> ordinals, Map<Platform, RoaringBitmap> into) {
        jdbi.useHandle(db -> db.createQuery("SELECT ordinal, platform FROM device WHERE ordinal = ANY (:ordinals)")
                .bindArray("ordinals", Integer.class, ordinals)
                .map((row, context) -> into.computeIfAbsent(
                                Platform.valueOf(row.getString("platform")), _ -> new RoaringBitmap())
                        .checkedAdd(row.getInt("ordinal")))
                .forEach(_ -> {}));
    }
}
