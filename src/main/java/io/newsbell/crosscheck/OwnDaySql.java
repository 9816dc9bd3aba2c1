package io.newsbell.crosscheck;

import io.newsbell.ledger.Bitmaps;
import io.newsbell.ledger.Entry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.roaringbitmap.RoaringBitmap;

/// What our own ledger says.
@Singleton
class OwnDaySql {
    private static final int BATCHES_AT_A_TIME = 50;

    private final Jdbi jdbi;

    OwnDaySql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Whether the day was counted then or later.
    boolean isCounted(long app, LocalDate day, Instant at) {
        return jdbi.withHandle(db -> db.createQuery(
                        "SELECT 1 FROM fcm_own_day WHERE app_id = :app AND day = :day AND counted_at >= :at")
                .bind("app", app)
                .bind("day", day)
                .bind("at", at)
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
    }

    /// Those that were sent from their beginning in this time.
    List<Long> waves(long app, Instant begin, Instant end) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT id FROM wave WHERE app_id = :app AND planned_at >= :begin AND planned_at < :end""")
                .bind("app", app)
                .bind("begin", begin)
                .bind("end", end)
                .mapTo(Long.class)
                .list());
    }

    /// Reads row by row: call it in a transaction.
    ///
    /// @param android devices, of those whose platform is `known`
    Tally tally(long wave, RoaringBitmap android, RoaringBitmap known) {
        return jdbi.withHandle(db -> {
            var sum = Tally.NOTHING;
            var batches = db.createQuery("SELECT recipients, outcomes FROM batch WHERE wave_id = :wave")
                    .setFetchSize(BATCHES_AT_A_TIME)
                    .bind("wave", wave)
                    .map((row, context) ->
                            new Batch(Bitmaps.read(row.getBytes("recipients")), row.getBytes("outcomes")));
            try (var each = batches.iterator()) {
                while (each.hasNext()) {
                    var batch = each.next();
                    sum = sum.plus(new Tally(
                            android(batch.with(Entry.ACCEPTED), android, known),
                            android(batch.with(Entry.AMBIGUOUS), android, known)));
                }
            }
            return sum;
        });
    }

    /// The index has only who can be reached; of the others the database knows.
    private long android(RoaringBitmap devices, RoaringBitmap android, RoaringBitmap known) {
        var others = RoaringBitmap.andNot(devices, known);
        return RoaringBitmap.andCardinality(devices, android) + (others.isEmpty() ? 0 : amongUnreachable(others));
    }

    private long amongUnreachable(RoaringBitmap devices) {
        return jdbi.withHandle(db -> db.createQuery(
                        "SELECT count(*) FROM device WHERE ordinal = ANY (:ordinals) AND platform = 'ANDROID'")
                .bindArray("ordinals", Integer.class, devices.stream().boxed().toList())
                .mapTo(Long.class)
                .one());
    }

    void put(long app, LocalDate day, Tally tally, Instant now) {
        jdbi.useHandle(db -> db.createUpdate("""
                        INSERT INTO fcm_own_day (app_id, day, accepted, unanswered, counted_at)
                        VALUES (:app, :day, :accepted, :unanswered, :now)
                        ON CONFLICT (app_id, day) DO UPDATE SET accepted = excluded.accepted,
                            unanswered = excluded.unanswered, counted_at = excluded.counted_at""")
                .bind("app", app)
                .bind("day", day)
                .bind("accepted", tally.accepted())
                .bind("unanswered", tally.unanswered())
                .bind("now", now)
                .execute());
    }

    record Tally(long accepted, long unanswered) {
        static final Tally NOTHING = new Tally(0, 0);

        Tally plus(Tally other) {
            return new Tally(accepted + other.accepted, unanswered + other.unanswered);
        }
    }

    private record Batch(RoaringBitmap recipients, byte[] outcomes) {
        RoaringBitmap with(Entry entry) {
            var having = new RoaringBitmap();
            var ordinals = recipients.getIntIterator();
            for (var outcome : outcomes) {
                int ordinal = ordinals.next();
                if (outcome == entry.code()) {
                    having.add(ordinal);
                }
            }
            return having;
        }
    }
}
