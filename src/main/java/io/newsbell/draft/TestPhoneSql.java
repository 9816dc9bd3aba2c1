package io.newsbell.draft;

import io.newsbell.device.Address;
import io.newsbell.device.AddressKind;
import io.newsbell.device.Platform;
import io.newsbell.device.Recipient;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

@Singleton
class TestPhoneSql {
    private final Jdbi jdbi;

    TestPhoneSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    List<TestPhone> of(long app) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT t.device_id, t.name, d.platform FROM test_phone t JOIN device d ON d.id = t.device_id
                        WHERE t.app_id = :app ORDER BY t.name, t.device_id""")
                .bind("app", app)
                .map((row, context) -> new TestPhone(
                        row.getObject("device_id", UUID.class),
                        row.getString("name"),
                        Platform.valueOf(row.getString("platform"))))
                .list());
    }

    /// Whom a test can reach: nobody else comes out of here.
    Map<Recipient, String> recipients(long app) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT t.name, d.ordinal, d.platform, d.address_kind, d.address
                        FROM test_phone t JOIN device d ON d.id = t.device_id AND d.app_id = t.app_id
                        WHERE t.app_id = :app AND d.retired_at IS NULL ORDER BY t.name""")
                .bind("app", app)
                .reduceRows(new LinkedHashMap<Recipient, String>(), (found, row) -> {
                    found.put(
                            new Recipient(
                                    row.getColumn("ordinal", Integer.class),
                                    Platform.valueOf(row.getColumn("platform", String.class)),
                                    new Address(
                                            AddressKind.valueOf(row.getColumn("address_kind", String.class)),
                                            row.getColumn("address", String.class))),
                            row.getColumn("name", String.class));
                    return found;
                }));
    }

    void insert(long app, UUID device, String name, long person, Instant now) {
        jdbi.useHandle(db -> db.execute("""
                INSERT INTO test_phone (app_id, device_id, name, added_by, added_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (app_id, device_id) DO UPDATE SET name = excluded.name""", app, device, name, person, now));
    }

    boolean delete(long app, UUID device) {
        return jdbi.withHandle(
                db -> db.execute("DELETE FROM test_phone WHERE app_id = ? AND device_id = ?", app, device) == 1);
    }
}
