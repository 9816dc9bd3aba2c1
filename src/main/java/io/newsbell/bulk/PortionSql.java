package io.newsbell.bulk;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/// What a portion of lines needs to know and does, a thousand rows to a statement.
@Singleton
class PortionSql {
    private final Jdbi jdbi;

    PortionSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Map<String, Long> topics(long appId, Collection<String> slugs) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT slug, id FROM topic
                        WHERE app_id = :app AND slug = ANY (:slugs) AND retired_at IS NULL""")
                .bind("app", appId)
                .bindArray("slugs", String.class, slugs)
                .reduceRows(new HashMap<>(), (found, row) -> {
                    found.put(row.getColumn("slug", String.class), row.getColumn("id", Long.class));
                    return found;
                }));
    }

    /// The devices that have one of these addresses or ids. Locked, in one order: an app that claims its device at this
    /// moment waits, and its reader's choice comes last.
    List<Known> devices(long appId, Collection<String> addresses, Collection<UUID> ids) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT id, CASE WHEN app_id = :app THEN address END AS address, reader_id,
                            secret_hash IS NOT NULL OR EXISTS (
                                SELECT 1 FROM device other
                                WHERE other.reader_id = device.reader_id AND other.secret_hash IS NOT NULL) AS claimed
                        FROM device
                        WHERE app_id = :app AND address = ANY (:addresses) OR id = ANY (:ids)
                        ORDER BY id FOR SHARE""")
                .bind("app", appId)
                .bindArray("addresses", String.class, addresses)
                .bindArray("ids", UUID.class, ids)
                .map((row, context) -> new Known(
                        row.getObject("id", UUID.class),
                        row.getString("address"),
                        new Portion.Reader(row.getLong("reader_id"), row.getBoolean("claimed"))))
                .list());
    }

    /// The readers that these users have. Locked, in one order: what one of them follows at this moment also
    /// counts for a device that the portion gives to it.
    Map<String, Portion.Reader> readers(long appId, Collection<String> users) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT user_id, id, EXISTS (
                            SELECT 1 FROM device
                            WHERE reader_id = reader.id AND secret_hash IS NOT NULL) AS claimed
                        FROM reader WHERE app_id = :app AND user_id = ANY (:users)
                        ORDER BY id FOR UPDATE""")
                .bind("app", appId)
                .bindArray("users", String.class, users)
                .reduceRows(new HashMap<>(), (found, row) -> {
                    found.put(
                            row.getColumn("user_id", String.class),
                            new Portion.Reader(
                                    row.getColumn("id", Long.class), row.getColumn("claimed", Boolean.class)));
                    return found;
                }));
    }

    /// Fewer than asked for if another call has just made the reader of one of these users.
    int insertReaders(long appId, List<Portion.Reader> readers) {
        var ids = jdbi.withHandle(db -> db.createQuery("""
                        INSERT INTO reader (id, app_id, user_id, created_at)
                        SELECT nextval('reader_seq'), :app, user_id, 'epoch'::timestamptz + micros * interval '1 microsecond'
                        FROM unnest(:users, :created) AS new (user_id, micros)
                        ON CONFLICT DO NOTHING
                        RETURNING id, user_id""")
                .bind("app", appId)
                .bindArray(
                        "users",
                        String.class,
                        readers.stream().map(Portion.Reader::user).toList())
                .bindArray("created", Long.class, micros(readers, Portion.Reader::createdAt))
                .map((row, context) -> new Portion.Reader.Made(row.getLong("id"), row.getString("user_id")))
                .list());
        Portion.Reader.settle(readers, ids);
        return ids.size();
    }

    int insertDevices(long appId, List<Portion.NewDevice> devices, Instant now) {
        return jdbi.withHandle(db -> {
            var insert = db.createUpdate("""
                    INSERT INTO device (id, app_id, reader_id, ordinal, platform, address_kind, address, address_since,
                        locale, time_zone, app_version, os_version, created_at, seen_at)
                    SELECT id, :app, reader, nextval('device_ordinal_seq'), platform, kind, address, :now,
                        locale, zone, app_version, os_version,
                        'epoch'::timestamptz + created * interval '1 microsecond',
                        'epoch'::timestamptz + seen * interval '1 microsecond'
                    FROM unnest(:ids, :readers, :platforms, :kinds, :addresses, :locales, :zones, :appVersions,
                        :osVersions, :created, :seen)
                        AS new (id, reader, platform, kind, address, locale, zone, app_version, os_version, created, seen)
                    ON CONFLICT DO NOTHING""").bind("app", appId).bind("now", now);
            insert.bindArray(
                    "ids",
                    UUID.class,
                    devices.stream().map(Portion.NewDevice::id).toList());
            insert.bindArray(
                    "readers",
                    Long.class,
                    devices.stream().map(device -> device.reader().id()).toList());
            texts(insert, "platforms", devices, line -> line.platform().name());
            texts(insert, "kinds", devices, line -> line.address().type().name());
            texts(insert, "addresses", devices, line -> line.address().value());
            texts(insert, "locales", devices, PortionSql::locale);
            texts(insert, "zones", devices, line -> Objects.requireNonNullElse(line.timeZone(), "UTC"));
            texts(insert, "appVersions", devices, DeviceLine::appVersion);
            texts(insert, "osVersions", devices, DeviceLine::osVersion);
            insert.bindArray(
                    "created",
                    Long.class,
                    micros(
                            devices,
                            device -> Objects.requireNonNullElse(device.line().createdAt(), now)));
            insert.bindArray(
                    "seen",
                    Long.class,
                    micros(
                            devices,
                            device -> Objects.requireNonNullElse(device.line().seenAt(), now)));
            return insert.execute();
        });
    }

    /// @param meant by topic, for those that mean another one
    void insertFollows(List<Portion.NewFollow> follows, Map<Long, Long> meant, Instant now) {
        jdbi.useHandle(db -> db.createUpdate("""
                        INSERT INTO subscription (reader_id, topic_id, level, created_at, until)
                        SELECT reader, topic, level, 'epoch'::timestamptz + since * interval '1 microsecond',
                            'epoch'::timestamptz + until * interval '1 microsecond'
                        FROM unnest(:readers, :topics, :levels, :since, :until) AS new (reader, topic, level, since, until)
                        ON CONFLICT DO NOTHING""")
                .bindArray(
                        "readers",
                        Long.class,
                        follows.stream().map(follow -> follow.reader().id()).toList())
                .bindArray(
                        "topics",
                        Long.class,
                        follows.stream()
                                .map(Portion.NewFollow::topic)
                                .map(topic -> meant.getOrDefault(topic, topic))
                                .toList())
                .bindArray(
                        "levels",
                        String.class,
                        follows.stream()
                                .map(follow -> follow.follow().level().name())
                                .toList())
                .bindArray(
                        "since",
                        Long.class,
                        micros(
                                follows,
                                follow -> Objects.requireNonNullElse(
                                        follow.follow().since(), now)))
                .bindArray(
                        "until",
                        Long.class,
                        micros(follows, follow -> follow.follow().until()))
                .execute());
    }

    /// Written as the API writes it.
    private static String locale(DeviceLine line) {
        return line.locale() == null
                ? "und"
                : Locale.forLanguageTag(line.locale()).toLanguageTag();
    }

    private static void texts(
            SqlStatement<?> statement,
            String name,
            List<Portion.NewDevice> devices,
            Function<DeviceLine, @Nullable String> value) {
        statement.bindArray(
                name,
                String.class,
                devices.stream().map(device -> value.apply(device.line())).toArray());
    }

    /// As exactly as PostgreSQL keeps time.
    private static <T> @Nullable Object[] micros(List<T> rows, Function<T, @Nullable Instant> time) {
        return rows.stream()
                .map(row -> {
                    var at = time.apply(row);
                    return at == null ? null : ChronoUnit.MICROS.between(Instant.EPOCH, at);
                })
                .toArray();
    }

    /// @param address null if the device is another app's: then only its id is in the way
    record Known(UUID id, @Nullable String address, Portion.Reader reader) {}
}
