package io.newsbell.ledger;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// How far waves had come, as it was written down while they were sent.
@Singleton
class PaceSql {
    private final Jdbi jdbi;

    PaceSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// In the order of time, wave by wave.
    List<Look> looks(UUID alert) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT wave_id, after_millis, tried FROM wave_pace JOIN wave ON wave.id = wave_id
                        WHERE alert_id = :alert ORDER BY wave_id, second""")
                .bind("alert", alert)
                .map((row, context) -> new Look(
                        row.getLong("wave_id"), Duration.ofMillis(row.getLong("after_millis")), row.getLong("tried")))
                .list());
    }

    record Look(long wave, Duration since, long tried) {}
}
