package io.newsbell.webpush;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

@Singleton
class VapidSql {
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
