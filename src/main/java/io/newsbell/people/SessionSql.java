package io.newsbell.people;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

@Singleton
class SessionSql {
    private final Jdbi jdbi;

    SessionSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void insert(byte[] tokenHash, long person, String csrf, Instant now) {
        jdbi.useHandle(db -> db.execute(
                "INSERT INTO session (token_hash, person_id, csrf, created_at, seen_at) VALUES (?, ?, ?, ?, ?)",
                tokenHash,
                person,
                csrf,
                now,
                now));
    }

    Optional<Stored> find(byte[] tokenHash, Instant createdAfter, Instant seenAfter) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT person_id, csrf, seen_at FROM session
                        WHERE token_hash = :hash AND created_at > :createdAfter AND seen_at > :seenAfter""")
                .bind("hash", tokenHash)
                .bind("createdAfter", createdAfter)
                .bind("seenAfter", seenAfter)
                .map((row, context) -> new Stored(
                        row.getLong("person_id"),
                        row.getString("csrf"),
                        row.getTimestamp("seen_at").toInstant()))
                .findOne());
    }

    void seen(byte[] tokenHash, Instant now) {
        jdbi.useHandle(db -> db.execute("UPDATE session SET seen_at = ? WHERE token_hash = ?", now, tokenHash));
    }

    void end(byte[] tokenHash) {
        jdbi.useHandle(db -> db.execute("DELETE FROM session WHERE token_hash = ?", tokenHash));
    }

    void endAllOf(long person) {
        jdbi.useHandle(db -> db.execute("DELETE FROM session WHERE person_id = ?", person));
    }

    void forget(Instant createdBefore, Instant failedBefore) {
        jdbi.useHandle(db -> {
            db.execute("DELETE FROM session WHERE created_at < ?", createdBefore);
            db.execute("DELETE FROM sign_in_failure WHERE failed_at < ?", failedBefore);
        });
    }

    int failures(String about, Instant since) {
        return jdbi.withHandle(
                db -> db.createQuery("SELECT count(*) FROM sign_in_failure WHERE about = :about AND failed_at > :since")
                        .bind("about", about)
                        .bind("since", since)
                        .mapTo(Integer.class)
                        .one());
    }

    void failed(String about, Instant now) {
        jdbi.useHandle(db -> db.execute("INSERT INTO sign_in_failure VALUES (?, ?)", about, now));
    }

    void forgetFailures(String about) {
        jdbi.useHandle(db -> db.execute("DELETE FROM sign_in_failure WHERE about = ?", about));
    }

    record Stored(long person, String csrf, Instant seenAt) {}
}
