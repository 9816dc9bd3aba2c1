package io.newsbell.upkeep;

import io.newsbell.ledger.Bitmaps;
import io.newsbell.ledger.Tally;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// What an alert's account is made of: the counts that are kept, and the sets that they are counted from.
@Singleton
class BalanceSql {
    /// matched, and what it must be the sum of.
    private static final String SIDES = """
            SELECT sum(matched) AS matched,
                sum((SELECT coalesce(sum(count), 0) FROM suppression WHERE wave_id = wave.id)) AS suppressed,
                sum((SELECT coalesce(sum(number), 0) FROM batch, unnest(counts) AS number WHERE wave_id = wave.id))
                    AS planned,
                coalesce(sum(size) FILTER (WHERE planned_at IS NULL), 0) AS waiting
            FROM wave""";

    private final Jdbi jdbi;

    BalanceSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// The devices by which the alerts made since then do not add up.
    long imbalance(Instant since) {
        return jdbi.withHandle(
                db -> db.createQuery("SELECT coalesce(sum(abs(matched - suppressed - planned - waiting)), 0)"
                                + " FROM (" + SIDES + " JOIN alert ON alert.id = alert_id WHERE created_at > :since"
                                + " GROUP BY alert_id) AS sides")
                        .bind("since", since)
                        .mapTo(Long.class)
                        .one());
    }

    /// Until the transaction ends nothing of the alert is planned or recorded.
    void lock(UUID alert) {
        jdbi.useHandle(db -> {
            db.createQuery("SELECT id FROM wave WHERE alert_id = :alert ORDER BY id FOR UPDATE")
                    .bind("alert", alert)
                    .mapTo(Long.class)
                    .list();
            db.createQuery("""
                            SELECT batch.id FROM batch JOIN wave ON wave.id = wave_id
                            WHERE alert_id = :alert ORDER BY batch.id FOR UPDATE OF batch""").bind("alert", alert).mapTo(Long.class).list();
        });
    }

    Sides sides(UUID alert) {
        return jdbi.withHandle(db -> db.createQuery(SIDES + " WHERE alert_id = :alert HAVING count(*) > 0")
                .bind("alert", alert)
                .map((row, context) -> new Sides(
                        row.getLong("matched"),
                        row.getLong("suppressed"),
                        row.getLong("planned"),
                        row.getLong("waiting")))
                .findOne()
                .orElse(new Sides(0, 0, 0, 0)));
    }

    List<Counted> suppressions(UUID alert) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT wave_id, reason, count, devices FROM suppression JOIN wave ON wave.id = wave_id
                        WHERE alert_id = :alert ORDER BY wave_id, reason""")
                .bind("alert", alert)
                .map((row, context) -> new Counted(
                        row.getLong("wave_id"),
                        row.getString("reason"),
                        row.getLong("count"),
                        Bitmaps.view(row.getBytes("devices")).getLongCardinality()))
                .list());
    }

    /// Those that wait for their time.
    List<Counted> waiting(UUID alert) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT id, kind, size, audience FROM wave
                        WHERE alert_id = :alert AND planned_at IS NULL ORDER BY id""")
                .bind("alert", alert)
                .map((row, context) -> new Counted(
                        row.getLong("id"),
                        row.getString("kind"),
                        row.getLong("size"),
                        Bitmaps.view(row.getBytes("audience")).getLongCardinality()))
                .list());
    }

    List<Batch> batches(UUID alert) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT batch.id, outcomes, counts FROM batch JOIN wave ON wave.id = wave_id
                        WHERE alert_id = :alert ORDER BY batch.id""")
                .bind("alert", alert)
                .map((row, context) -> new Batch(
                        row.getLong("id"),
                        List.of((Integer[]) row.getArray("counts").getArray()),
                        Tally.of(row.getBytes("outcomes"))))
                .list());
    }

    void countSuppression(Counted counted) {
        jdbi.useHandle(
                db -> db.createUpdate("UPDATE suppression SET count = :held WHERE wave_id = :wave AND reason = :reason")
                        .bind("held", counted.held())
                        .bind("wave", counted.wave())
                        .bind("reason", counted.name())
                        .execute());
    }

    void countWaiting(Counted counted) {
        jdbi.useHandle(db -> db.createUpdate("UPDATE wave SET size = :held WHERE id = :wave")
                .bind("held", counted.held())
                .bind("wave", counted.wave())
                .execute());
    }

    void countBatch(Batch batch) {
        jdbi.useHandle(db -> db.createUpdate("UPDATE batch SET counts = :counts WHERE id = :batch")
                .bindArray("counts", Integer.class, batch.held())
                .bind("batch", batch.id())
                .execute());
    }

    void addMatched(UUID alert, long more) {
        jdbi.useHandle((Handle db) ->
                db.createUpdate("""
                        UPDATE wave SET matched = matched + :more
                        WHERE id = (SELECT min(id) FROM wave WHERE alert_id = :alert)""").bind("more", more).bind("alert", alert).execute());
    }

    record Sides(long matched, long suppressed, long planned, long waiting) {
        long imbalance() {
            return matched - suppressed - planned - waiting;
        }
    }

    /// @param name    the reason, or what it waits for
    /// @param counted as it is kept
    /// @param held    how many devices the set has
    record Counted(long wave, String name, long counted, long held) {
        boolean isRight() {
            return counted == held;
        }
    }

    /// @param counts as they are kept
    /// @param held   as the outcomes are
    record Batch(long id, List<Integer> counts, List<Integer> held) {
        boolean isRight() {
            return Arrays.equals(counts.toArray(), held.toArray());
        }
    }
}
