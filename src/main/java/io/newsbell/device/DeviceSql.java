package io.newsbell.device;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

@Singleton
class DeviceSql {
    private final Jdbi jdbi;

    DeviceSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Optional<Stored> find(UUID id) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT id, app_id, reader_id, ordinal, secret_hash, next_secret_hash FROM device
                        WHERE id = :id""")
                .bind("id", id)
                .map((row, context) -> new Stored(
                        new Device(
                                row.getObject("id", UUID.class),
                                row.getLong("app_id"),
                                row.getLong("reader_id"),
                                row.getInt("ordinal")),
                        row.getBytes("secret_hash"),
                        row.getBytes("next_secret_hash")))
                .findOne());
    }

    /// A heartbeat that leaves the address as it is.
    boolean updateAllButAddress(UUID id, Registration registration, Instant now) {
        return jdbi.withHandle(db -> db.createUpdate("""
                                UPDATE device SET platform = :platform, registration_key_hash = NULL, locale = :locale,
                                    time_zone = :zone, app_version = :appVersion, os_version = :osVersion, seen_at = :now
                                WHERE id = :id""")
                        .bind("id", id)
                        .bind("platform", registration.platform().name())
                        .bind("locale", registration.locale().toLanguageTag())
                        .bind("zone", registration.timeZone().getId())
                        .bind("appVersion", registration.appVersion())
                        .bind("osVersion", registration.osVersion())
                        .bind("now", now)
                        .execute()
                == 1);
    }

    Optional<byte[]> repeatKey(UUID id, Instant registeredAfter) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT registration_key_hash FROM device
                        WHERE id = :id AND created_at > :registeredAfter AND registration_key_hash IS NOT NULL""")
                .bind("id", id)
                .bind("registeredAfter", registeredAfter)
                .mapTo(byte[].class)
                .findOne());
    }

    /// @param keyHash with which the first registration can still be repeated
    void offerSecret(UUID id, byte[] next, byte @Nullable [] keyHash) {
        jdbi.useHandle(db -> db.createUpdate("""
                        UPDATE device SET next_secret_hash = :next, registration_key_hash = :keyHash WHERE id = :id""")
                .bind("id", id)
                .bind("next", next)
                .bind("keyHash", keyHash)
                .execute());
    }

    /// The new secret has been used: from now on it is the only one.
    void promoteSecret(UUID id, byte[] used) {
        jdbi.useHandle(
                db -> db.createUpdate("""
                        UPDATE device SET secret_hash = :used, next_secret_hash = NULL, registration_key_hash = NULL
                        WHERE id = :id AND next_secret_hash = :used""").bind("id", id).bind("used", used).execute());
    }

    /// @param secretHash     none as long as no app has claimed an imported device
    /// @param nextSecretHash given out, and not used yet
    record Stored(Device device, byte @Nullable [] secretHash, byte @Nullable [] nextSecretHash) {}
}
