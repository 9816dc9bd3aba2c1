package io.newsbell.device;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

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

    record Stored(Device device, byte[] secretHash) {}
}
