package io.newsbell.device;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;

@Singleton
class DeviceSql {
    private final Jdbi jdbi;

    DeviceSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Optional<Stored> find(UUID id) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT id, app_id, reader_id, ordinal, secret_hash FROM device WHERE id = :id""")
                .bind("id", id)
                .map((row, context) -> new Stored(
                        new Device(
                                row.getObject("id", UUID.class),
                                row.getLong("app_id"),
                                row.getLong("reader_id"),
                                row.getInt("ordinal")),
                        row.getBytes("secret_hash")))
                .findOne());
    }

    /// False if the address or, by now, the id belongs to another device.
    boolean insert(UUID id, long appId, Registration registration, byte[] secretHash, Instant now) {
        return jdbi.withHandle(db -> bind(db.createUpdate("""
                        WITH new_reader AS (
                            INSERT INTO reader (id, app_id, created_at)
                            VALUES (nextval('reader_seq'), :app, :now)
                            RETURNING id)
                        INSERT INTO device (id, app_id, reader_id, ordinal, platform, address_kind, address,
                            address_since, locale, time_zone, app_version, os_version, secret_hash, created_at, seen_at)
                        SELECT :id, :app, new_reader.id, nextval('device_ordinal_seq'), :platform, :kind, :address,
                            :now, :locale, :zone, :appVersion, :osVersion, :secretHash, :now, :now
                        FROM new_reader
                        ON CONFLICT DO NOTHING"""), id, registration, now)
                        .bind("app", appId)
                        .bind("secretHash", secretHash)
                        .execute()
                == 1);
    }

    /// False if the address belongs to another device. A heartbeat of a device that was retired brings it back.
    boolean update(UUID id, Registration registration, Instant now) {
        return jdbi.withHandle(
                db -> bind(db.createUpdate("""
                        UPDATE device SET
                            platform = :platform,
                            address_since = CASE WHEN address = :address THEN address_since ELSE :now END,
                            address_kind = :kind, address = :address, retired_at = NULL,
                            locale = :locale, time_zone = :zone, app_version = :appVersion, os_version = :osVersion,
                            seen_at = :now
                        WHERE id = :id AND NOT EXISTS (
                            SELECT 1 FROM device other
                            WHERE other.app_id = device.app_id AND other.address = :address AND other.id <> :id)"""), id, registration, now).execute() == 1);
    }

    /// Locks in one order, because two fan-outs may find the same addresses dead at the same time. Retires a device
    /// only
    /// if its address is still the one that FCM called dead: it may have registered a new one
    /// since.
    int retire(List<Recipient> dead, Instant now) {
        return jdbi.withHandle(db -> db.createUpdate("""
                        WITH still_dead AS (
                            SELECT device.id
                            FROM device JOIN unnest(:ordinals, :addresses) AS dead (ordinal, address)
                                ON device.ordinal = dead.ordinal AND device.address = dead.address
                            WHERE retired_at IS NULL
                            ORDER BY device.ordinal
                            FOR UPDATE OF device)
                        UPDATE device SET retired_at = :now FROM still_dead WHERE device.id = still_dead.id""")
                .bind("now", now)
                .bindArray(
                        "ordinals",
                        Integer.class,
                        dead.stream().map(Recipient::ordinal).toList())
                .bindArray(
                        "addresses",
                        String.class,
                        dead.stream()
                                .map(recipient -> recipient.address().value())
                                .toList())
                .execute());
    }

    private static <T extends SqlStatement<T>> T bind(T statement, UUID id, Registration registration, Instant now) {
        return statement
                .bind("id", id)
                .bind("platform", registration.platform().name())
                .bind("kind", registration.address().kind().name())
                .bind("address", registration.address().value())
                .bind("locale", registration.locale().toLanguageTag())
                .bind("zone", registration.timeZone().getId())
                .bind("appVersion", registration.appVersion())
                .bind("osVersion", registration.osVersion())
                .bind("now", now);
    }

    record Stored(Device device, byte[] secretHash) {}
}
