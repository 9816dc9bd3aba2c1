package io.newsbell.servicelevel;

import io.newsbell.alert.AlertLevel;
import io.newsbell.ledger.Entry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

@Singleton
class ServiceLevelSql {
    /// A wave that is looked at by then is counted as it stands, one that is looked at later by its curve.
    private static final Duration LATE_LOOK = Duration.ofSeconds(5);

    private final Jdbi jdbi;

    ServiceLevelSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Waves with somebody to tell that have begun by then and are not counted.
    List<Long> due(Instant oldest, Instant begunBy, int most) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT id FROM wave
                        WHERE begun_at > :oldest AND begun_at <= :by AND size > 0
                            AND NOT EXISTS (SELECT 1 FROM service_level WHERE wave_id = wave.id)
                        ORDER BY begun_at LIMIT :most""")
                .bind("oldest", oldest)
                .bind("by", begunBy)
                .bind("most", most)
                .mapTo(Long.class)
                .list());
    }

    /// @return empty if another node has counted it
    Optional<Counted> count(long wave, Instant now) {
        return jdbi.withHandle(db -> db.createQuery("""
                        INSERT INTO service_level (wave_id, reachable, in_time, counted_at)
                        SELECT id, reachable,
                            CASE WHEN finished_at <= promised OR :now <= promised + :look * interval '1 second'
                                    OR NOT EXISTS (SELECT 1 FROM wave_pace WHERE wave_id = id) THEN accepted
                                ELSE least(accepted, (
                                    SELECT coalesce(max(tried), 0) FROM wave_pace
                                    WHERE wave_id = id AND planned_at + after_millis * interval '1 ms' <= promised))
                            END, :now
                        FROM (
                            SELECT wave.id, planned_at, finished_at, begun_at + :within * interval '1 second' AS promised,
                                (SELECT coalesce(sum(counts[:accepted]), 0) FROM batch WHERE wave_id = wave.id) AS accepted,
                                (SELECT coalesce(sum((SELECT sum(counts[code]) FROM unnest(:reachable) AS code)), 0)
                                    FROM batch WHERE wave_id = wave.id) AS reachable
                            FROM wave WHERE id = :wave) AS looked
                        ON CONFLICT DO NOTHING
                        RETURNING reachable, in_time""")
                .bind("wave", wave)
                .bind("now", now)
                .bind("look", LATE_LOOK.toSeconds())
                .bind("within", ServiceLevel.WITHIN.toSeconds())
                .bind("accepted", Entry.ACCEPTED.code() + 1)
                .bindArray("reachable", Integer.class, Entry.REACHABLE)
                .map((row, context) -> new Counted(row.getLong("reachable"), row.getLong("in_time")))
                .findOne());
    }

    /// Only of waves that went out at once: a receipt names its alert, and later waves of it have the same.
    List<Long> dueReceipts(Instant oldest, Instant begunBy, int most) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT wave_id FROM service_level JOIN wave ON wave.id = wave_id
                        WHERE begun_at > :oldest AND begun_at <= :by AND kind = 'NOW' AND received_counted_at IS NULL
                        ORDER BY begun_at LIMIT :most""")
                .bind("oldest", oldest)
                .bind("by", begunBy)
                .bind("most", most)
                .mapTo(Long.class)
                .list());
    }

    /// Receipts stand for as many phones as their sample says. Reads those of all the alert's waves at
    /// once: of each there are no more than a sample has (`newsbell.receipt.most-a-wave`, by default
    /// 100,000).
    ///
    /// @return empty if another node has counted it
    Optional<Received> countReceipts(long wave, Instant now) {
        return jdbi.withHandle(db -> db.createQuery("""
                        UPDATE service_level SET received_in_time = least(in_time, prompt),
                            received_late = greatest(0, least(in_time - least(in_time, prompt), said - prompt)),
                            received_counted_at = :now
                        FROM (
                            SELECT coalesce(sum(weight) FILTER (WHERE happened_at <= begun_at + :within * interval '1 second'), 0)::bigint AS prompt,
                                coalesce(sum(weight), 0)::bigint AS said
                            FROM wave JOIN receipt ON receipt.alert_id = wave.alert_id AND event = 'RECEIVED'
                                CROSS JOIN LATERAL (SELECT 1 / coalesce(share, 1) AS weight) AS each
                            WHERE wave.id = :wave) AS receipts
                        WHERE wave_id = :wave AND received_counted_at IS NULL
                        RETURNING in_time, received_in_time, received_late""")
                .bind("wave", wave)
                .bind("now", now)
                .bind("within", ServiceLevel.WITHIN.toSeconds())
                .map((row, context) -> new Received(
                        row.getLong("in_time"), row.getLong("received_in_time"), row.getLong("received_late")))
                .findOne());
    }

    Counted sum(long app, Instant since) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT coalesce(sum(reachable), 0) AS reachable, coalesce(sum(in_time), 0) AS in_time
                        FROM service_level JOIN wave ON wave.id = wave_id
                        WHERE begun_at > :since AND app_id = :app""")
                .bind("since", since)
                .bind("app", app)
                .map((row, context) -> new Counted(row.getLong("reachable"), row.getLong("in_time")))
                .one());
    }

    /// Newest first.
    List<OfAlert> last(long app, int most) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT alert_id, title, level, min(begun_at) AS begun_at, sum(reachable) AS reachable,
                            sum(in_time) AS in_time, coalesce(sum(received_in_time), 0) AS received_in_time,
                            coalesce(sum(received_late), 0) AS received_late,
                            bool_or(received_counted_at IS NOT NULL) AS receipts_counted,
                            coalesce(min(receipt_share) FILTER (WHERE received_counted_at IS NOT NULL), 1) AS receipt_share
                        FROM service_level JOIN wave ON wave.id = wave_id JOIN alert ON alert.id = alert_id
                        WHERE wave.app_id = :app AND begun_at IS NOT NULL AND reachable > 0
                        GROUP BY alert_id, title, level ORDER BY min(begun_at) DESC LIMIT :most""")
                .bind("app", app)
                .bind("most", most)
                .map((row, context) -> new OfAlert(
                        row.getObject("alert_id", UUID.class),
                        row.getString("title"),
                        AlertLevel.valueOf(row.getString("level")),
                        row.getTimestamp("begun_at").toInstant(),
                        new Counted(row.getLong("reachable"), row.getLong("in_time")),
                        row.getBoolean("receipts_counted")
                                ? Optional.of(new Received(
                                        row.getLong("in_time"),
                                        row.getLong("received_in_time"),
                                        row.getLong("received_late")))
                                : Optional.empty(),
                        row.getDouble("receipt_share")))
                .list());
    }

    /// Of whatever app; empty before the first.
    OptionalDouble lastShare() {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT in_time::float8 / reachable FROM service_level
                        WHERE reachable > 0 ORDER BY counted_at DESC LIMIT 1""")
                .mapTo(Double.class)
                .findOne()
                .map(OptionalDouble::of)
                .orElseGet(OptionalDouble::empty));
    }

    /// @param inTime of those who could be reached
    record Counted(long reachable, long inTime) {}

    /// @param accepted in time
    /// @param inTime   of those, whose phone had it within the two minutes, by its own clock; an estimate,
    ///                 where a sample reports
    record Received(long accepted, long inTime, long late) {}

    /// @param received     empty while that is not counted
    /// @param receiptShare of the phones that `received` is about, those that report
    record OfAlert(
            UUID alertId,
            String title,
            AlertLevel level,
            Instant begunAt,
            Counted counted,
            Optional<Received> received,
            double receiptShare) {}
}
