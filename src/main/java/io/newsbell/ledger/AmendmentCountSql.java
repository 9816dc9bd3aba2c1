package io.newsbell.ledger;

import io.newsbell.alert.AmendmentKind;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// Counts whom corrections and recalls were told.
@Singleton
class AmendmentCountSql {
    private final Jdbi jdbi;

    AmendmentCountSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// In the order in which they were made.
    List<AmendmentAnswer> of(UUID alert) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT amendment.kind, amendment.version, made_at, coalesce(sum(amendment_batch.reached), 0) AS reached,
                            coalesce(sum(told), 0) AS told, coalesce(sum(gone), 0) AS gone,
                            coalesce(sum(refused), 0) AS refused, coalesce(sum(ambiguous), 0) AS ambiguous,
                            coalesce(sum(late), 0) AS late, coalesce(sum(superseded), 0) AS superseded,
                            coalesce(sum(greatest(0,
                                amendment_batch.reached - told - gone - refused - ambiguous - late - superseded)), 0) AS waiting
                        FROM amendment LEFT JOIN (
                                amendment_batch JOIN batch ON batch.id = batch_id
                                    JOIN wave ON wave.id = wave_id AND wave.alert_id = :alert)
                            ON amendment_batch.version = amendment.version
                        WHERE amendment.alert_id = :alert
                        GROUP BY amendment.kind, amendment.version, made_at ORDER BY amendment.version""")
                .bind("alert", alert)
                .map((row, context) -> new AmendmentAnswer(
                        AmendmentKind.valueOf(row.getString("kind")),
                        row.getInt("version"),
                        row.getTimestamp("made_at").toInstant(),
                        row.getLong("reached"),
                        row.getLong("told"),
                        row.getLong("gone"),
                        row.getLong("refused"),
                        row.getLong("ambiguous"),
                        row.getLong("late"),
                        row.getLong("superseded"),
                        row.getLong("waiting")))
                .list());
    }
}
