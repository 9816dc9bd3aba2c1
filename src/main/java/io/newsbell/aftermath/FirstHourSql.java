package io.newsbell.aftermath;

import io.newsbell.aftermath.Comparison.Measures;
import io.newsbell.alert.Alert;
import io.newsbell.ledger.Entry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

@Singleton
class FirstHourSql {
    private final Jdbi jdbi;

    FirstHourSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Alerts that went out, whose first wave was planned before `end` and after `begin`, and that are not
    /// counted yet.
    List<Due> due(Instant begin, Instant end, int most) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT alert_id, min(planned_at) AS first FROM wave JOIN alert ON alert.id = alert_id
                        WHERE planned_at > :begin AND state IN ('SENT', 'SENDING')
                            AND NOT EXISTS (SELECT 1 FROM alert_first_hour WHERE alert_first_hour.alert_id = alert.id)
                        GROUP BY alert_id HAVING min(planned_at) < :end ORDER BY first LIMIT :most""")
                .bind("begin", begin)
                .bind("end", end)
                .bind("most", most)
                .map((row, context) -> new Due(
                        row.getObject("alert_id", UUID.class),
                        row.getTimestamp("first").toInstant()))
                .list());
    }

    /// What there is until `end`; the time to the goal is for the caller to add.
    FirstHour count(UUID alert, Instant end) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT
                            (SELECT coalesce(sum(counts[:accepted]), 0) FROM wave JOIN batch ON wave_id = wave.id
                                WHERE alert_id = :alert AND planned_at < :end) AS told,
                            (SELECT coalesce(round(sum(1 / coalesce(share, 1))), 0) FROM receipt
                                WHERE alert_id = :alert AND event = 'RECEIVED' AND reported_at < :end) AS received,
                            (SELECT count(*) FROM receipt
                                WHERE alert_id = :alert AND event = 'OPENED' AND reported_at < :end) AS opened,
                            (SELECT coalesce(sum(times), 0) FROM turned_away WHERE alert_id = :alert) AS reactions""")
                .bind("alert", alert)
                .bind("end", end)
                .bind("accepted", Entry.ACCEPTED.code() + 1)
                .map((row, context) -> new FirstHour(
                        row.getLong("told"),
                        row.getLong("received"),
                        row.getLong("opened"),
                        row.getLong("reactions"),
                        Optional.empty()))
                .one());
    }

    void insert(UUID alert, FirstHour counted, Instant now) {
        jdbi.useHandle(db -> db.createUpdate("""
                        INSERT INTO alert_first_hour (alert_id, told, received, opened, reactions, seconds_to_goal,
                            counted_at)
                        VALUES (:alert, :told, :received, :opened, :reactions, :seconds, :now)
                        ON CONFLICT DO NOTHING""")
                .bind("alert", alert)
                .bind("told", counted.told())
                .bind("received", counted.received())
                .bind("opened", counted.opened())
                .bind("reactions", counted.reactions())
                .bind("seconds", counted.secondsToGoal().orElse(null))
                .bind("now", now)
                .execute());
    }

    /// Empty if it is not counted yet, or has told nobody.
    Optional<Measures> find(UUID alert) {
        return jdbi.withHandle(db -> db.createQuery(
                        "SELECT * FROM alert_first_hour WHERE alert_id = :alert AND told > 0")
                .bind("alert", alert)
                .map((row, context) -> Measures.of(
                        row.getLong("told"),
                        row.getLong("received"),
                        row.getLong("opened"),
                        row.getLong("reactions"),
                        Optional.ofNullable(row.getObject("seconds_to_goal", Double.class))
                                .map(Measures::span)))
                .findOne());
    }

    /// The alert beside the last of those before it that are like it.
    Comparison compare(Alert alert, Instant since, int most) {
        var own = find(alert.id());
        return jdbi.withHandle(db -> db.createQuery("""
                        WITH alike AS (
                            SELECT alert_first_hour.*, topics && :topics AS same FROM alert JOIN alert_first_hour ON alert_id = alert.id
                            WHERE app_id = :app AND level = :level AND created_at < :created AND created_at > :since
                                AND alert.id <> :alert AND told > 0
                            ORDER BY same DESC, created_at DESC LIMIT :most)
                        SELECT count(*) AS alerts, coalesce(every(same), false) AS same,
                            percentile_cont(0.5) WITHIN GROUP (ORDER BY received::float8 / told) AS received,
                            percentile_cont(0.5) WITHIN GROUP (ORDER BY opened::float8 / told) AS opened,
                            percentile_cont(0.5) WITHIN GROUP (ORDER BY 1000 * reactions::float8 / told) AS reactions,
                            percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds_to_goal) AS seconds
                        FROM alike WHERE same OR (SELECT count(*) FROM alike WHERE same) < :fewest""")
                .bind("app", alert.appId())
                .bind("level", alert.level().name())
                .bind("created", alert.createdAt())
                .bind("since", since)
                .bind("alert", alert.id())
                .bindArray("topics", Long.class, alert.topics())
                .bind("most", most)
                .bind("fewest", Comparison.FEWEST)
                .map((row, context) -> new Comparison(
                        row.getInt("alerts"),
                        row.getBoolean("same"),
                        own,
                        new Measures(
                                row.getDouble("received"),
                                row.getDouble("opened"),
                                row.getDouble("reactions"),
                                Optional.ofNullable(row.getObject("seconds", Double.class))
                                        .map(Measures::span))))
                .one());
    }

    record Due(UUID alert, Instant first) {}
}
