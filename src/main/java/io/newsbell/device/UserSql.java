package io.newsbell.device;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Which reader a device belongs to.
@Singleton
class UserSql {
    private final Jdbi jdbi;

    UserSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Optional<Owner> lockOwner(UUID device) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT reader.id, user_id FROM device JOIN reader ON reader.id = reader_id
                        WHERE device.id = :device FOR UPDATE OF device""")
                .bind("device", device)
                .map((row, context) -> new Owner(row.getLong("id"), row.getString("user_id")))
                .findOne());
    }

    /// In one order, so that two who want the same devices do not wait for each other.
    void lock(UUID one, UUID other) {
        jdbi.useHandle(db -> db.createQuery("""
                        SELECT id FROM device WHERE id IN (:one, :other) ORDER BY ordinal FOR UPDATE""")
                .bind("one", one)
                .bind("other", other)
                .mapTo(UUID.class)
                .list());
    }

    boolean isAnonymousBrowser(UUID device) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT platform = 'WEB' AND user_id IS NULL FROM device JOIN reader ON reader.id = reader_id
                        WHERE device.id = :device""")
                .bind("device", device)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false));
    }

    Optional<Long> readerOf(long appId, String user) {
        return jdbi.withHandle(db -> db.createQuery("SELECT id FROM reader WHERE app_id = :app AND user_id = :user")
                .bind("app", appId)
                .bind("user", user)
                .mapTo(Long.class)
                .findOne());
    }

    /// The anonymous reader becomes the user. Fails on the unique index if another device's does so now.
    void name(long reader, String user) {
        jdbi.useHandle(db -> db.createUpdate("UPDATE reader SET user_id = :user WHERE id = :reader")
                .bind("reader", reader)
                .bind("user", user)
                .execute());
    }

    /// A reader with nothing yet. For a user it fails on the unique index if there is one.
    long make(long appId, @Nullable String user, Instant now) {
        return jdbi.withHandle(db -> db.createQuery("""
                        INSERT INTO reader (id, app_id, user_id, created_at)
                        VALUES (nextval('reader_seq'), :app, :user, :now)
                        RETURNING id""")
                .bind("app", appId)
                .bind("user", user)
                .bind("now", now)
                .mapTo(Long.class)
                .one());
    }

    /// An anonymous reader of the same app, with nothing yet.
    long makeLike(long reader, Instant now) {
        return jdbi.withHandle(db -> db.createQuery("""
                        INSERT INTO reader (id, app_id, created_at)
                        SELECT nextval('reader_seq'), app_id, :now FROM reader WHERE id = :reader
                        RETURNING id""")
                .bind("reader", reader)
                .bind("now", now)
                .mapTo(Long.class)
                .one());
    }

    void move(UUID device, long reader) {
        jdbi.useHandle(db -> db.createUpdate("UPDATE device SET reader_id = :reader WHERE id = :device")
                .bind("device", device)
                .bind("reader", reader)
                .execute());
    }

    /// A user's reader stays without devices, for the next sign-in.
    void deleteIfNobodys(long reader) {
        jdbi.useHandle(db -> db.createUpdate("""
                        DELETE FROM reader WHERE id = :reader AND user_id IS NULL
                            AND NOT EXISTS (SELECT 1 FROM device WHERE reader_id = :reader)""").bind("reader", reader).execute());
    }

    /// @param user none if the reader is anonymous
    record Owner(long reader, @Nullable String user) {}
}
