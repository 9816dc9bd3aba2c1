package io.newsbell.receipt;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// Everything that is stored of a person lies in rows of device and reader, in rows that go with them, and in receipts.
@Singleton
class ErasureSql {
    private final Jdbi jdbi;

    ErasureSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Challenges go with them. Locks in one order, as whoever retires devices does.
    List<Erased> eraseDevices(Collection<UUID> devices) {
        return jdbi.withHandle(db -> db.createQuery("""
                        WITH there AS MATERIALIZED (
                            SELECT id FROM device WHERE id = ANY (:devices) ORDER BY ordinal FOR UPDATE)
                        DELETE FROM device USING there WHERE device.id = there.id
                        RETURNING device.ordinal, device.reader_id""")
                .bindArray("devices", UUID.class, devices)
                .map((row, context) -> new Erased(row.getInt("ordinal"), row.getLong("reader_id")))
                .list());
    }

    /// After the devices: a report that came before has been waited for, and one that comes later finds no device.
    void eraseReceipts(List<Integer> ordinals) {
        jdbi.useHandle(db -> db.createUpdate("DELETE FROM receipt WHERE ordinal = ANY (:ordinals)")
                .bindArray("ordinals", Integer.class, ordinals)
                .execute());
    }

    /// Follows, mutes and preferences go with them. Locks the readers first, in a statement of its own: of two that
    /// erase the last two devices of a reader at the same time, the second then sees that none is left.
    void eraseReadersWithoutDevice(List<Long> readers) {
        jdbi.useHandle(db -> {
            var locked = db.createQuery("SELECT id FROM reader WHERE id = ANY (:readers) ORDER BY id FOR UPDATE")
                    .bindArray("readers", Long.class, readers)
                    .mapTo(Long.class)
                    .list();
            db.createUpdate("""
                            DELETE FROM reader WHERE id = ANY (:readers)
                                AND NOT EXISTS (SELECT 1 FROM device WHERE reader_id = reader.id)""").bindArray("readers", Long.class, locked).execute();
        });
    }

    Optional<Long> reader(long app, String user) {
        return jdbi.withHandle(db -> db.createQuery("SELECT id FROM reader WHERE app_id = :app AND user_id = :user")
                .bind("app", app)
                .bind("user", user)
                .mapTo(Long.class)
                .findOne());
    }

    boolean isThere(long reader) {
        return jdbi.withHandle(db -> db.createQuery("SELECT EXISTS (SELECT 1 FROM reader WHERE id = :reader)")
                .bind("reader", reader)
                .mapTo(Boolean.class)
                .one());
    }

    List<UUID> devices(long reader) {
        return jdbi.withHandle(db -> db.createQuery("SELECT id FROM device WHERE reader_id = :reader")
                .bind("reader", reader)
                .mapTo(UUID.class)
                .list());
    }

    record Erased(int ordinal, long reader) {}
}
