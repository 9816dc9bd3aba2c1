package io.newsbell.delivery;

import io.newsbell.ledger.Bitmaps;
import io.newsbell.ledger.Entry;
import io.newsbell.ledger.Tally;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.roaringbitmap.RoaringBitmap;

/// Brings a batch of a corrected alert up to date. A batch is told one version: whose outcome is known keeps the
/// row, whoever waits gets a new one. Both are of the same wave, so that the account adds up and the wave ends with
/// the last of them.
@Singleton
class SplitSql {
    private final Jdbi jdbi;

    SplitSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// From now on its recipients are told the version of the claim: nobody was told another.
    void tell(Claim claim) {
        jdbi.useHandle(db -> db.execute("UPDATE batch SET version = ? WHERE id = ?", claim.version(), claim.batchId()));
    }

    /// Who has an outcome was told what the alert said before; that part is done.
    ///
    /// @return the batch of the others
    long split(Claim claim) {
        var finished = new Part();
        var unfinished = new Part();
        for (int index = 0; index < claim.size(); index++) {
            var entry = claim.entry(index);
            (entry.isUnfinished() ? unfinished : finished).add(claim.recipient(index), entry);
        }
        return jdbi.withHandle(db -> {
            long rest = db.createQuery("""
                            INSERT INTO batch (id, wave_id, lane, passed, topic_id, variant_id, due_at, version, recipients,
                                low_ordinal, high_ordinal, outcomes, counts)
                            SELECT nextval('batch_seq'), wave_id, lane, passed, topic_id, variant_id, due_at, :version,
                                :recipients, :low, :high, :outcomes, :counts
                            FROM batch WHERE id = :batch
                            RETURNING id""")
                    .bind("batch", claim.batchId())
                    .bind("version", claim.version())
                    .bindMap(unfinished.columns())
                    .bindArray("counts", Integer.class, unfinished.counts())
                    .mapTo(Long.class)
                    .one();
            db.createUpdate("""
                            UPDATE batch SET done = true, set_aside_at = NULL, due_at = NULL, recipients = :recipients,
                                low_ordinal = :low, high_ordinal = :high, outcomes = :outcomes, counts = :counts
                            WHERE id = :batch""")
                    .bind("batch", claim.batchId())
                    .bindMap(finished.columns())
                    .bindArray("counts", Integer.class, finished.counts())
                    .execute();
            return rest;
        });
    }

    private static final class Part {
        private final RoaringBitmap recipients = new RoaringBitmap();
        private final ByteArrayOutputStream outcomes = new ByteArrayOutputStream();

        void add(int recipient, Entry entry) {
            recipients.add(recipient);
            outcomes.write(entry.code());
        }

        Map<String, Object> columns() {
            return Map.of(
                    "recipients", Bitmaps.write(recipients),
                    "low", recipients.first(),
                    "high", recipients.last(),
                    "outcomes", outcomes.toByteArray());
        }

        List<Integer> counts() {
            return Tally.of(outcomes.toByteArray());
        }
    }
}
