package io.newsbell.upkeep;

import io.newsbell.upkeep.SetAside.Batch;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

@Singleton
class SetAsideSql {
    private static final int LISTED = 100;

    private final Jdbi jdbi;

    SetAsideSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    List<Batch> list(long app) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT batch.id, alert_id, octet_length(outcomes) - counts[2] AS devices, set_aside_at,
                            set_aside_reason, expires_at
                        FROM batch JOIN wave ON wave.id = wave_id
                        WHERE set_aside_at IS NOT NULL AND NOT done AND app_id = :app
                        ORDER BY set_aside_at DESC LIMIT :most""")
                .bind("app", app)
                .bind("most", LISTED)
                .map((row, context) -> new Batch(
                        row.getLong("id"),
                        row.getObject("alert_id", UUID.class),
                        row.getLong("devices"),
                        row.getTimestamp("set_aside_at").toInstant(),
                        row.getString("set_aside_reason"),
                        row.getTimestamp("expires_at").toInstant()))
                .list());
    }

    /// @return false if it is not set aside (any more)
    boolean release(long app, long batch) {
        return jdbi.withHandle(db -> db.createUpdate("""
                                UPDATE batch SET set_aside_at = NULL, set_aside_reason = NULL, failures = 0
                                FROM wave WHERE batch.id = :batch AND wave.id = wave_id AND app_id = :app
                                    AND set_aside_at IS NOT NULL AND NOT done""")
                        .bind("batch", batch)
                        .bind("app", app)
                        .execute())
                > 0;
    }

    boolean isOf(long app, long batch) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT count(*) FROM batch JOIN wave ON wave.id = wave_id
                        WHERE batch.id = :batch AND app_id = :app""")
                        .bind("batch", batch)
                        .bind("app", app)
                        .mapTo(Long.class)
                        .one()
                > 0);
    }

    long count() {
        return jdbi.withHandle(
                db -> db.createQuery("SELECT count(*) FROM batch WHERE set_aside_at IS NOT NULL AND NOT done")
                        .mapTo(Long.class)
                        .one());
    }
}
