package io.newsbell.upkeep;

import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

@Singleton
class AuditCheckSql {
    private final Jdbi jdbi;

    AuditCheckSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void write(long app, long entries, OptionalLong firstBroken, Instant now) {
        jdbi.useHandle(db -> db.createUpdate("""
                        INSERT INTO audit_check (app_id, checked_at, entries, first_broken)
                        VALUES (:app, :now, :entries, :broken)
                        ON CONFLICT (app_id) DO UPDATE SET checked_at = excluded.checked_at,
                            entries = excluded.entries, first_broken = excluded.first_broken""")
                .bind("app", app)
                .bind("now", now)
                .bind("entries", entries)
                .bind("broken", firstBroken.isPresent() ? firstBroken.getAsLong() : null)
                .execute());
    }

    Checked checked() {
        return jdbi.withHandle(db -> db.createQuery(
                        "SELECT count(first_broken) AS broken, min(checked_at) AS oldest FROM audit_check")
                .map((row, context) -> new Checked(row.getLong("broken"), instant(row.getTimestamp("oldest"))))
                .one());
    }

    private static Optional<Instant> instant(@Nullable Timestamp time) {
        return Optional.ofNullable(time).map(Timestamp::toInstant);
    }

    /// @param broken how many apps' logs are
    /// @param oldest check; empty before the first
    record Checked(long broken, Optional<Instant> oldest) {}
}
