package io.newsbell.handover;

import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

@Singleton
class GuessSql {
    private final Jdbi jdbi;

    GuessSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// One after the other, on all nodes: of many at the same moment each sees those before it.
    void queue(long app) {
        jdbi.useHandle(db -> db.execute("SELECT pg_advisory_xact_lock(hashtextextended('newsbell.handover', ?))", app));
    }

    /// When the nth newest of them was, if there were so many since then.
    Optional<Instant> nthNewest(int nth, Whose whose, Instant since) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT guessed_at FROM handover_guess
                        WHERE app_id = :app AND guessed_at > :since
                            AND (CAST(:device AS uuid) IS NULL OR device_id = CAST(:device AS uuid))
                            AND (CAST(:block AS text) IS NULL OR block = CAST(:block AS text))
                        ORDER BY guessed_at DESC OFFSET :skipped LIMIT 1""")
                .bind("app", whose.app())
                .bindByType("device", whose.device().orElse(null), UUID.class)
                .bindByType("block", whose.block().orElse(null), String.class)
                .bind("since", since)
                .bind("skipped", nth - 1)
                .map((row, _) -> row.getTimestamp(1))
                .findOne()
                .map(Timestamp::toInstant));
    }

    long add(long app, UUID device, String block, Instant now) {
        return jdbi.withHandle(db -> db.createQuery("""
                        INSERT INTO handover_guess (app_id, device_id, block, guessed_at)
                        VALUES (:app, :device, :block, :now) RETURNING id""")
                .bind("app", app)
                .bind("device", device)
                .bind("block", block)
                .bind("now", now)
                .mapTo(Long.class)
                .one());
    }

    void remove(long id) {
        jdbi.useHandle(db -> db.execute("DELETE FROM handover_guess WHERE id = ?", id));
    }

    int forget(Instant before) {
        return jdbi.withHandle(db -> db.execute("DELETE FROM handover_guess WHERE guessed_at <= ?", before));
    }

    record Whose(long app, Optional<UUID> device, Optional<String> block) {}
}
