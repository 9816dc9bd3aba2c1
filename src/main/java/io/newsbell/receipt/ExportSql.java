package io.newsbell.receipt;

import io.newsbell.device.AddressKind;
import io.newsbell.device.Device;
import io.newsbell.device.Platform;
import io.newsbell.receipt.Export.ExportedAddress;
import io.newsbell.receipt.Export.ExportedFollow;
import io.newsbell.receipt.Export.ExportedMute;
import io.newsbell.receipt.Export.ExportedPreferences;
import io.newsbell.receipt.Export.ExportedReceipt;
import io.newsbell.subscription.Level;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

@Singleton
class ExportSql {
    private final Jdbi jdbi;

    ExportSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Person person(long reader) {
        return jdbi.withHandle(db -> db.createQuery("SELECT user_id, created_at FROM reader WHERE id = :reader")
                .bind("reader", reader)
                .map((row, context) -> new Person(
                        row.getString("user_id"), row.getTimestamp("created_at").toInstant()))
                .one());
    }

    List<StoredDevice> devices(long reader) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT device.*, challenge.address_kind AS awaited_kind, challenge.address AS awaited
                        FROM device LEFT JOIN address_challenge challenge ON device_id = device.id
                        WHERE reader_id = :reader ORDER BY device.created_at, device.id""")
                .bind("reader", reader)
                .map((row, context) -> new StoredDevice(
                        new Device(
                                row.getObject("id", UUID.class),
                                row.getLong("app_id"),
                                row.getLong("reader_id"),
                                row.getInt("ordinal")),
                        Platform.valueOf(row.getString("platform")),
                        address(row, "address_kind", "address"),
                        instant(row, "address_since"),
                        address(row, "awaited_kind", "awaited"),
                        row.getString("locale"),
                        row.getString("time_zone"),
                        row.getString("app_version"),
                        row.getString("os_version"),
                        row.getTimestamp("created_at").toInstant(),
                        row.getTimestamp("seen_at").toInstant(),
                        instant(row, "retired_at"),
                        instant(row, "gap_from"),
                        instant(row, "gap_to")))
                .list());
    }

    List<ExportedFollow> follows(long reader) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT slug, name, level, created_at, until FROM subscription JOIN topic ON topic.id = topic_id
                        WHERE reader_id = :reader ORDER BY slug""")
                .bind("reader", reader)
                .map((row, context) -> new ExportedFollow(
                        row.getString("slug"),
                        row.getString("name"),
                        Level.valueOf(row.getString("level")),
                        row.getTimestamp("created_at").toInstant(),
                        instant(row, "until")))
                .list());
    }

    List<ExportedMute> mutes(long reader) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT slug, CASE WHEN mute.kind = 'STORY' THEN target_id END AS story, created_at, until
                        FROM mute LEFT JOIN topic ON mute.kind = 'TOPIC' AND topic.id = target_id
                        WHERE reader_id = :reader ORDER BY created_at""")
                .bind("reader", reader)
                .map((row, context) -> new ExportedMute(
                        row.getString("slug"),
                        row.getObject("story", Long.class),
                        row.getTimestamp("created_at").toInstant(),
                        row.getTimestamp("until").toInstant()))
                .list());
    }

    Optional<ExportedPreferences> preferences(long reader) {
        return jdbi.withHandle(db -> db.createQuery("SELECT * FROM preferences WHERE reader_id = :reader")
                .bind("reader", reader)
                .map((row, context) -> new ExportedPreferences(
                        row.getObject("quiet_from", LocalTime.class),
                        row.getObject("quiet_to", LocalTime.class),
                        row.getBoolean("quiet_breaking"),
                        row.getObject("daily_cap", Integer.class),
                        row.getObject("least_gap_minutes", Integer.class),
                        instant(row, "paused_until"),
                        List.of((String[]) row.getArray("languages").getArray()),
                        times(row.getArray("digest_times")),
                        row.getTimestamp("changed_at").toInstant()))
                .findOne());
    }

    List<ExportedReceipt> receipts(int ordinal) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT alert_id, event, happened_at, reported_at FROM receipt
                        WHERE ordinal = :ordinal ORDER BY reported_at DESC, event""")
                .bind("ordinal", ordinal)
                .map((row, context) -> new ExportedReceipt(
                        row.getObject("alert_id", UUID.class),
                        ReceiptEvent.valueOf(row.getString("event")),
                        row.getTimestamp("happened_at").toInstant(),
                        row.getTimestamp("reported_at").toInstant()))
                .list());
    }

    private static Optional<ExportedAddress> address(ResultSet row, String kind, String address) throws SQLException {
        var name = row.getString(kind);
        return name == null
                ? Optional.empty()
                : Optional.of(new ExportedAddress(AddressKind.valueOf(name), row.getString(address)));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    private static List<LocalTime> times(Array times) throws SQLException {
        return Stream.of((Time[]) times.getArray()).map(Time::toLocalTime).toList();
    }

    record Person(@Nullable String userId, Instant since) {}

    record StoredDevice(
            Device device,
            Platform platform,
            Optional<ExportedAddress> address,
            @Nullable Instant addressSince,
            Optional<ExportedAddress> awaitedAddress,
            String locale,
            String timeZone,
            @Nullable String appVersion,
            @Nullable String osVersion,
            Instant registeredAt,
            Instant seenAt,
            @Nullable Instant retiredAt,
            @Nullable Instant gapFrom,
            @Nullable Instant gapTo) {}
}
