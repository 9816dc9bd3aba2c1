package io.newsbell.webpush;

import io.newsbell.device.WebPushSubscription;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

@Singleton
class VapidSql {
    /// Characters of a key with which an address ends.
    private static final int SHOWN = WebPushSubscription.shown("x".repeat(87)).length();

    private final Jdbi jdbi;

    VapidSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Of an app, the newest first.
    List<VapidKey> of(long appId) {
        return jdbi.withHandle(db -> db.createQuery(
                        "SELECT public_key, private_key FROM vapid_key WHERE app_id = :app ORDER BY id DESC")
                .bind("app", appId)
                .map((row, context) -> VapidKey.of(row.getString("public_key"), row.getString("private_key")))
                .list());
    }

    /// Reads all of the app's devices: for people, not for messages.
    List<Used> used(long appId) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT public_key, created_at, coalesce(browsers, 0) AS browsers
                        FROM vapid_key LEFT JOIN (
                            SELECT right(address, :shown) AS begins, count(*) AS browsers FROM device
                            WHERE app_id = :app AND address_kind = 'WEB_PUSH' AND retired_at IS NULL
                            GROUP BY begins) AS device ON begins = left(public_key, :shown)
                        WHERE app_id = :app ORDER BY id DESC""")
                .bind("app", appId)
                .bind("shown", SHOWN)
                .map((row, context) -> new Used(
                        WebPushSubscription.shown(row.getString("public_key")),
                        row.getTimestamp("created_at").toInstant(),
                        row.getLong("browsers")))
                .list());
    }

    /// @param begins   the beginning of the public key, by which browsers' addresses name it
    /// @param browsers that subscribed with it and can be reached
    record Used(String begins, Instant createdAt, long browsers) {}

    void insert(long appId, VapidKey key, Instant now) {
        insert(appId, key, now, "");
    }

    /// The first one of the app; if another node was first, that one's stays.
    void insertFirst(long appId, VapidKey key, Instant now) {
        jdbi.useHandle(db -> db.execute("SELECT pg_advisory_xact_lock(hashtext('vapid_key'), ?)", (int) appId));
        insert(appId, key, now, "WHERE NOT EXISTS (SELECT FROM vapid_key WHERE app_id = :app)");
    }

    private void insert(long appId, VapidKey key, Instant now, String where) {
        jdbi.useHandle(db -> db.createUpdate("""
                        INSERT INTO vapid_key (app_id, public_key, private_key, created_at)
                        SELECT :app, :public, :private, :now\s""" + where)
                .bind("app", appId)
                .bind("public", key.publicKey())
                .bind("private", key.pkcs8())
                .bind("now", now)
                .execute());
    }
}
