package io.newsbell.ledger;

import io.newsbell.audience.Suppression;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Counts what became of everyone an alert was meant for.
@Singleton
class AccountSql {
    private final Jdbi jdbi;

    AccountSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// All in one statement: it sees one state, so that the sums are right while waves are planned and sent.
    Optional<Totals> totals(UUID alert) {
        var totals = new Totals(new EnumMap<>(Suppression.class), new EnumMap<>(Entry.class));
        jdbi.useHandle(db -> db.createQuery("""
                        SELECT 'wave' AS what, NULL AS name, sum(matched) AS count,
                            sum(size) FILTER (WHERE planned_at IS NULL) AS waiting, min(planned_at) AS planned_at,
                            CASE WHEN every(finished_at IS NOT NULL) THEN max(finished_at) END AS finished_at
                        FROM wave WHERE alert_id = :alert HAVING count(*) > 0
                        UNION ALL
                        SELECT 'suppressed', suppression.reason, sum(count), NULL, NULL, NULL
                        FROM suppression JOIN wave ON wave.id = wave_id WHERE alert_id = :alert
                        GROUP BY suppression.reason
                        UNION ALL
                        SELECT 'outcome', code::text, sum(count), NULL, NULL, NULL
                        FROM wave JOIN batch ON wave_id = wave.id,
                            unnest(counts) WITH ORDINALITY AS tally (count, code)
                        WHERE alert_id = :alert GROUP BY code
                        UNION ALL
                        SELECT 'stopped', NULL, 0, NULL, NULL, NULL FROM alert WHERE id = :alert AND state = 'STOPPED'""")
                .bind("alert", alert)
                .map((row, context) -> {
                    switch (row.getString("what")) {
                        case "wave" -> {
                            totals.matched = Optional.of(row.getLong("count"));
                            totals.waiting = row.getLong("waiting");
                            totals.plannedAt = instant(row.getTimestamp("planned_at"));
                            totals.finishedAt = instant(row.getTimestamp("finished_at"));
                        }
                        case "suppressed" ->
                            totals.suppressed.put(Suppression.valueOf(row.getString("name")), row.getLong("count"));
                        case "outcome" ->
                            totals.outcomes.put(
                                    Entry.of((byte) (Integer.parseInt(row.getString("name")) - 1)),
                                    row.getLong("count"));
                        default -> totals.stopped = true;
                    }
                    return totals;
                })
                .forEach(_ -> {}));
        return totals.matched.isPresent() ? Optional.of(totals) : Optional.empty();
    }

    /// The account of an alert whose ledger was forgotten, as it was written down then.
    Optional<String> kept(UUID alert) {
        return jdbi.withHandle(
                db -> db.createQuery("SELECT account FROM alert WHERE id = :alert AND account IS NOT NULL")
                        .bind("alert", alert)
                        .mapTo(String.class)
                        .findOne());
    }

    Map<Entry, Long> outcomesOf(long wave) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT code, sum(count) AS count
                        FROM batch, unnest(counts) WITH ORDINALITY AS tally (count, code)
                        WHERE wave_id = :wave GROUP BY code""")
                .bind("wave", wave)
                .map((row, context) -> Map.entry(Entry.of((byte) (row.getInt("code") - 1)), row.getLong("count")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /// The same for each wave of an alert; one without batches is missing.
    Map<Long, Map<Entry, Long>> outcomes(UUID alert) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT wave_id, code, sum(count) AS count
                        FROM wave JOIN batch ON wave_id = wave.id,
                            unnest(counts) WITH ORDINALITY AS tally (count, code)
                        WHERE alert_id = :alert AND count > 0 GROUP BY wave_id, code""")
                .bind("alert", alert)
                .reduceRows(new HashMap<>(), (waves, row) -> {
                    waves.computeIfAbsent(
                                    row.getColumn("wave_id", Long.class), _ -> new EnumMap<Entry, Long>(Entry.class))
                            .put(
                                    Entry.of((byte) (row.getColumn("code", Integer.class) - 1)),
                                    row.getColumn("count", Long.class));
                    return waves;
                }));
    }

    /// The alert's waves, in the order in which they were made.
    List<Wave> waves(UUID alert) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT id, kind, part, due_at, planned_at, finished_at, size FROM wave
                        WHERE alert_id = :alert ORDER BY id""")
                .bind("alert", alert)
                .map((row, context) -> new Wave(
                        row.getLong("id"),
                        WaveKind.valueOf(row.getString("kind")),
                        row.getInt("part"),
                        row.getTimestamp("due_at").toInstant(),
                        instant(row.getTimestamp("planned_at")),
                        instant(row.getTimestamp("finished_at")),
                        row.getLong("size")))
                .list());
    }

    double receiptShare(UUID alert) {
        return jdbi.withHandle(db ->
                db.createQuery("""
                        SELECT coalesce(sum(size * coalesce(receipt_share, 1)) / nullif(sum(size), 0), 1)
                        FROM wave WHERE alert_id = :alert AND planned_at IS NOT NULL""").bind("alert", alert).mapTo(Double.class).one());
    }

    /// Messages of an app that are planned and not sent.
    long queued(long app) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT coalesce(sum((SELECT sum(counts[code]) FROM unnest(:unfinished) AS code)), 0)
                        FROM batch JOIN wave ON wave.id = wave_id
                        WHERE app_id = :app AND finished_at IS NULL AND planned_at IS NOT NULL AND NOT done""")
                .bind("app", app)
                .bindArray("unfinished", Integer.class, Entry.UNFINISHED)
                .mapTo(Long.class)
                .one());
    }

    private static Optional<Instant> instant(@Nullable Timestamp time) {
        return Optional.ofNullable(time).map(Timestamp::toInstant);
    }

    /// Filled while it is read.
    static final class Totals {
        final Map<Suppression, Long> suppressed;
        final Map<Entry, Long> outcomes;
        Optional<Long> matched = Optional.empty();
        Optional<Instant> plannedAt = Optional.empty();
        Optional<Instant> finishedAt = Optional.empty();
        long waiting;
        boolean stopped;

        Totals(Map<Suppression, Long> suppressed, Map<Entry, Long> outcomes) {
            this.suppressed = suppressed;
            this.outcomes = outcomes;
        }
    }

    record Wave(
            long id,
            WaveKind kind,
            int part,
            Instant dueAt,
            Optional<Instant> plannedAt,
            Optional<Instant> finishedAt,
            long size) {}
}
