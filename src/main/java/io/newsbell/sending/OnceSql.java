package io.newsbell.sending;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

@Singleton
class OnceSql {
    private final Jdbi jdbi;

    OnceSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Until the transaction ends nobody else does the call of this key; false if somebody does. Two keys may, once in
    /// a great while, be taken for one: then one of them is asked to come again.
    boolean tryToHold(long app, String key) {
        return jdbi.withHandle(db -> db.createQuery(
                        "SELECT pg_try_advisory_xact_lock(hashtextextended('once ' || :app || ' ' || :key, 0))")
                .bind("app", app)
                .bind("key", key)
                .mapTo(Boolean.class)
                .one());
    }

    Optional<Answered> find(long app, String key) {
        return jdbi.withHandle(
                db -> db.createQuery("SELECT asked, answer FROM idempotent_call WHERE app_id = :app AND key = :key")
                        .bind("app", app)
                        .bind("key", key)
                        .map((row, context) -> new Answered(row.getBytes("asked"), row.getString("answer")))
                        .findOne());
    }

    void insert(long app, String key, Answered answered, Instant now) {
        jdbi.useHandle(db -> db.createUpdate("""
                        INSERT INTO idempotent_call (app_id, key, asked, answer, called_at)
                        VALUES (:app, :key, :asked, :answer, :now)""")
                .bind("app", app)
                .bind("key", key)
                .bind("asked", answered.asked())
                .bind("answer", answered.answer())
                .bind("now", now)
                .execute());
    }

    int forget(Instant calledBefore) {
        return jdbi.withHandle(db -> db.createUpdate("DELETE FROM idempotent_call WHERE called_at < :before")
                .bind("before", calledBefore)
                .execute());
    }

    /// @param asked SHA-256 of what was asked
    @SuppressWarnings("ArrayRecordComponent")
    record Answered(byte[] asked, String answer) {}
}
