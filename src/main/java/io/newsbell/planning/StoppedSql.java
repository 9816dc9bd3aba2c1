package io.newsbell.planning;

import io.newsbell.ledger.Bitmaps;
import io.newsbell.ledger.Entry;
import io.newsbell.ledger.Tally;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.roaringbitmap.RoaringBitmap;

/// Those whom a stopped alert did not tell any more.
@Singleton
class StoppedSql {
    private final Jdbi jdbi;

    StoppedSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    boolean isPlanned(UUID alert) {
        return jdbi.withHandle(db -> db.createQuery("SELECT EXISTS (SELECT FROM wave WHERE alert_id = :alert)")
                .bind("alert", alert)
                .mapTo(Boolean.class)
                .one());
    }

    /// Whether somebody of a wave that went out has no outcome yet. Holds the alert's waves until the
    /// transaction ends.
    boolean isUnderWay(UUID alert) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT planned_at IS NOT NULL AND finished_at IS NULL AS under_way FROM wave
                        WHERE alert_id = :alert ORDER BY id FOR UPDATE""")
                .bind("alert", alert)
                .mapTo(Boolean.class)
                .list()
                .contains(true));
    }

    /// Takes them out of where they are counted: they are to be counted somewhere else. Whom a wave was meant
    /// for stays written down as it was.
    RoaringBitmap take(UUID alert) {
        return jdbi.withHandle(db -> {
            var all = db.createQuery("""
                            DELETE FROM suppression USING wave
                            WHERE wave.id = wave_id AND alert_id = :alert AND suppression.reason = 'STOPPED'
                            RETURNING devices""")
                    .bind("alert", alert)
                    .map((row, context) -> Bitmaps.read(row.getBytes("devices")))
                    .reduce(new RoaringBitmap(), (some, more) -> RoaringBitmap.or(some, more));
            for (var batch : stoppedOf(db, alert)) {
                all.or(batch.stopped());
                keepOthers(db, batch);
            }
            return all;
        });
    }

    private static List<Batch> stoppedOf(Handle db, UUID alert) {
        return db.createQuery("""
                        SELECT batch.id, wave_id, recipients, outcomes FROM batch JOIN wave ON wave.id = wave_id
                        WHERE alert_id = :alert AND counts[:stopped] > 0 ORDER BY batch.id FOR UPDATE OF batch""")
                .bind("alert", alert)
                // Arrays begin at 1.
                .bind("stopped", Entry.STOPPED.code() + 1)
                .map((row, context) -> new Batch(
                        row.getLong("id"),
                        row.getLong("wave_id"),
                        Bitmaps.read(row.getBytes("recipients")).toArray(),
                        row.getBytes("outcomes")))
                .list();
    }

    private static void keepOthers(Handle db, Batch batch) {
        var others = batch.others();
        db.execute(
                "UPDATE wave SET size = size - ? WHERE id = ?", batch.stopped().getCardinality(), batch.waveId());
        if (others.length == 0) {
            db.execute("DELETE FROM batch WHERE id = ?", batch.id());
            return;
        }
        var recipients =
                IntStream.of(others).map(index -> batch.recipients()[index]).toArray();
        var outcomes = new byte[others.length];
        for (int kept = 0; kept < others.length; kept++) {
            outcomes[kept] = batch.outcomes()[others[kept]];
        }
        db.createUpdate("""
                        UPDATE batch SET recipients = :recipients, low_ordinal = :low, high_ordinal = :high,
                            outcomes = :outcomes, counts = :counts
                        WHERE id = :id""")
                .bind("id", batch.id())
                .bind("recipients", Bitmaps.write(RoaringBitmap.bitmapOf(recipients)))
                .bind("low", recipients[0])
                .bind("high", recipients[recipients.length - 1])
                .bind("outcomes", outcomes)
                .bindArray("counts", Integer.class, Tally.of(outcomes))
                .execute();
    }

    /// @param recipients in the order of their numbers
    private record Batch(long id, long waveId, int[] recipients, byte[] outcomes) {
        RoaringBitmap stopped() {
            return RoaringBitmap.bitmapOf(
                    indexes(true).map(index -> recipients[index]).toArray());
        }

        /// Indexes of those that have another outcome.
        int[] others() {
            return indexes(false).toArray();
        }

        private IntStream indexes(boolean stopped) {
            return IntStream.range(0, outcomes.length)
                    .filter(index -> (Entry.of(outcomes[index]) == Entry.STOPPED) == stopped);
        }
    }
}
