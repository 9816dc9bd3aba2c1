package io.newsbell.delivery;

import io.newsbell.alert.AlertState;
import io.newsbell.alert.ReceiptSample;
import io.newsbell.delivery.Claim.Snapshot;
import io.newsbell.ledger.Bitmaps;
import io.newsbell.ledger.Tally;
import io.newsbell.ledger.WaveKind;
import io.newsbell.ledger.Wording;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// A batch while it is sent.
@Singleton
class BatchSql {
    private final Jdbi jdbi;

    BatchSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// The next batch of a lane; empty if there is none but those that are under way.
    Optional<Long> next(long wave, int lane, List<Long> underway) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT id FROM batch
                        WHERE wave_id = :wave AND lane = :lane AND NOT done AND NOT passed AND id <> ALL (:underway)
                        ORDER BY id LIMIT 1""")
                .bind("wave", wave)
                .bind("lane", lane)
                .bindArray("underway", Long.class, underway)
                .mapTo(Long.class)
                .findOne());
    }

    /// Takes a batch over from whoever had it; empty if it is done.
    Optional<Held> claim(long batch) {
        return jdbi.withHandle(db -> db.createQuery("""
                        UPDATE batch SET attempt = attempt + 1 FROM wave JOIN alert ON alert.id = alert_id
                        WHERE batch.id = :batch AND wave.id = wave_id AND NOT done
                        RETURNING batch.id, wave_id, alert_id, alert.app_id, kind, wave.expires_at, begun_at, topic_id, attempt, recipients, outcomes,
                            batch.due_at, checked_at, alert.version, batch.version AS told, lane IS NULL OR passed AS alone,
                            receipt_share, receipt_within,
                            (SELECT title FROM variant WHERE id = variant_id) AS title,
                            (SELECT body FROM variant WHERE id = variant_id) AS body""")
                .bind("batch", batch)
                .map((row, context) -> new Held(claim(row), row.getInt("told"), row.getBoolean("alone")))
                .findOne());
    }

    private static Claim claim(ResultSet row) throws SQLException {
        return new Claim(
                row.getLong("id"),
                row.getLong("topic_id"),
                row.getInt("attempt"),
                new Claim.Errand(
                        row.getLong("wave_id"),
                        row.getObject("alert_id", UUID.class),
                        row.getLong("app_id"),
                        row.getInt("version"),
                        WaveKind.valueOf(row.getString("kind")),
                        row.getTimestamp("expires_at").toInstant(),
                        instant(row.getTimestamp("begun_at")),
                        row.getTimestamp("checked_at") != null,
                        Wording.in(row),
                        ReceiptSample.in(row)),
                Bitmaps.read(row.getBytes("recipients")).toArray(),
                row.getBytes("outcomes"),
                instant(row.getTimestamp("due_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    /// Records the outcomes of several batches, except for those that somebody else has claimed.
    ///
    /// @return the state and version of the alert of each batch that was recorded, so that a stop or a
    /// correction is noticed
    List<Written> flush(List<Snapshot> snapshots) {
        var inOrder = snapshots.stream()
                .sorted((one, other) -> Long.compare(one.batchId(), other.batchId()))
                .toList();
        return jdbi.withHandle(db -> db.createQuery("""
                        UPDATE batch SET outcomes = decode(flushed.outcomes, 'hex'), counts = flushed.counts::integer[],
                            due_at = nullif(flushed.due_at, '')::timestamptz
                        FROM unnest(:batches, :attempts, :outcomes, :counts, :due)
                                AS flushed (id, attempt, outcomes, counts, due_at),
                            wave JOIN alert ON alert.id = wave.alert_id
                        WHERE batch.id = flushed.id AND batch.attempt = flushed.attempt AND NOT done
                            AND wave.id = wave_id
                        RETURNING batch.id, batch.attempt, state, alert.version""")
                .bindArray(
                        "batches",
                        Long.class,
                        inOrder.stream().map(Snapshot::batchId).toList())
                .bindArray(
                        "attempts",
                        Integer.class,
                        inOrder.stream().map(Snapshot::attempt).toList())
                .bindArray(
                        "outcomes",
                        String.class,
                        inOrder.stream()
                                .map(each -> HexFormat.of().formatHex(each.outcomes()))
                                .toList())
                .bindArray(
                        "counts",
                        String.class,
                        inOrder.stream().map(BatchSql::counts).toList())
                .bindArray(
                        "due", String.class, inOrder.stream().map(BatchSql::due).toList())
                .map((row, context) -> written(row))
                .list());
    }

    private static Written written(ResultSet row) throws SQLException {
        return new Written(
                row.getLong("id"),
                row.getInt("attempt"),
                AlertState.valueOf(row.getString("state")),
                row.getInt("version"));
    }

    /// Empty for none: a list has no room for nulls.
    private static String due(Snapshot snapshot) {
        return snapshot.due() == null ? "" : snapshot.due().toString();
    }

    private static String counts(Snapshot snapshot) {
        return Tally.of(snapshot.outcomes()).stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    /// Ends the sending of a batch, or what its lane has to do with it.
    ///
    /// @return false if somebody else has claimed it
    boolean end(Snapshot snapshot, End end) {
        var changes = switch (end) {
            case DONE -> "done = true, set_aside_at = NULL";
            case PASSED -> "passed = true";
        };
        return jdbi.withHandle(
                        db -> db.createUpdate("UPDATE batch SET outcomes = :outcomes, counts = :counts, due_at = :due, "
                                        + changes + " WHERE id = :batch AND attempt = :attempt AND NOT done")
                                .bind("batch", snapshot.batchId())
                                .bind("attempt", snapshot.attempt())
                                .bind("outcomes", snapshot.outcomes())
                                .bindArray("counts", Integer.class, Tally.of(snapshot.outcomes()))
                                .bind("due", snapshot.due())
                                .execute())
                > 0;
    }

    /// Sending it has failed in a way that nobody foresaw.
    ///
    /// @return how often, and until when somebody can mend it; empty if it is done
    Optional<Failed> fail(long batch, String reason, int setAsideAfter, Instant now) {
        return jdbi.withHandle(db -> db.createQuery("""
                        UPDATE batch SET failures = failures + 1, set_aside_reason = :reason,
                            set_aside_at = CASE WHEN failures + 1 >= :most THEN CAST(:now AS timestamptz) END,
                            passed = passed OR failures + 1 >= :most
                        FROM wave WHERE batch.id = :batch AND wave.id = wave_id AND NOT done
                        RETURNING failures, expires_at""")
                .bind("batch", batch)
                .bind("reason", reason)
                .bind("most", setAsideAfter)
                .bind("now", now)
                .map((row, context) -> new Failed(
                        row.getInt("failures"), row.getTimestamp("expires_at").toInstant()))
                .findOne());
    }

    /// What alerts are in by now.
    List<Written> states(List<Long> batches) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT batch.id, batch.attempt, state, alert.version
                        FROM batch JOIN wave ON wave.id = wave_id JOIN alert ON alert.id = alert_id
                        WHERE batch.id = ANY (:batches)""")
                .bindArray("batches", Long.class, batches)
                .map((row, context) -> written(row))
                .list());
    }

    enum End {
        DONE,
        PASSED
    }

    record Failed(int times, Instant expiresAt) {}

    /// @param attempt of the batch, by now
    record Written(long batchId, int attempt, AlertState state, int version) {
        boolean isOf(Claim claim) {
            return batchId == claim.batchId() && attempt == claim.attempt();
        }
    }

    /// @param told    the version of the alert that its recipients were told so far
    /// @param isAlone it has a work of its own: no lane comes to it
    record Held(Claim claim, int told, boolean isAlone) {}
}
