package io.newsbell.device;

import io.newsbell.device.Registrations.Arrival;
import io.newsbell.device.Registrations.Heartbeat;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/// Registrations as sets: one statement for a whole group.
@Singleton
class RegistrationSql {
    /// When a device was last seen is needed to a day at most. A heartbeat that changes nothing else is written once in
    /// this time: an app that is opened ten times an hour costs one write.
    private static final Duration SEEN_RECENTLY = Duration.ofHours(1);

    private final Jdbi jdbi;

    RegistrationSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Makes devices with a new, anonymous reader each. What exists already is looked for first, because a device that
    /// is not inserted uses up an ordinal all the same.
    ///
    /// @return for each whether it was made
    List<Boolean> insert(List<Arrival> arrivals, Instant now) {
        var made = jdbi.withHandle(db -> bind(
                        db.createQuery("""
                        WITH arrival AS MATERIALIZED (
                            SELECT arriving.*, nextval('reader_seq') AS reader_id
                            FROM unnest(:ids, :apps, :secretHashes, :platforms, :kinds, :addresses, :locales, :zones,
                                    :appVersions, :osVersions)
                                AS arriving (id, app_id, secret_hash, platform, address_kind, address, locale, time_zone,
                                    app_version, os_version)
                            WHERE NOT EXISTS (SELECT 1 FROM device WHERE device.id = arriving.id)
                              AND NOT EXISTS (SELECT 1 FROM device
                                              WHERE device.app_id = arriving.app_id
                                                AND device.address = arriving.address)),
                        made AS (
                            INSERT INTO device (id, app_id, reader_id, ordinal, platform, address_kind, address,
                                address_since, locale, time_zone, app_version, os_version, secret_hash, created_at,
                                seen_at)
                            SELECT id, app_id, reader_id, nextval('device_ordinal_seq'), platform, address_kind, address,
                                :now, locale, time_zone, app_version, os_version, decode(secret_hash, 'hex'), :now, :now
                            FROM arrival
                            ON CONFLICT DO NOTHING
                            RETURNING id, reader_id, app_id),
                        its_reader AS (
                            INSERT INTO reader (id, app_id, created_at) SELECT reader_id, app_id, :now FROM made)
                        SELECT id FROM made"""),
                        arrivals.stream().map(Arrival::id).toList(),
                        arrivals.stream().map(Arrival::registration).toList())
                .bind("now", now)
                .bindArray(
                        "apps",
                        Long.class,
                        arrivals.stream().map(Arrival::appId).toList())
                .bindArray(
                        "secretHashes",
                        String.class,
                        arrivals.stream()
                                .map(arrival -> HexFormat.of().formatHex(arrival.secretHash()))
                                .toList())
                .mapTo(UUID.class)
                .collect(Collectors.toSet()));
        return arrivals.stream().map(arrival -> made.contains(arrival.id())).toList();
    }

    /// Takes over what devices tell of themselves. A device that was retired comes back, and remembers from when to
    /// when it could not be reached.
    ///
    /// @return for each whether its address was free
    List<Boolean> refresh(List<Heartbeat> heartbeats, Instant now) {
        var refused = jdbi.withHandle(db -> bind(
                        db.createQuery("""
                        WITH heartbeat AS MATERIALIZED (
                            SELECT device.app_id, beating.*
                            FROM unnest(:ids, :platforms, :kinds, :addresses, :locales, :zones, :appVersions, :osVersions)
                                AS beating (id, platform, address_kind, address, locale, time_zone, app_version,
                                    os_version)
                            JOIN device USING (id)),
                        refused AS MATERIALIZED (
                            SELECT heartbeat.id FROM heartbeat JOIN device other USING (app_id, address)
                            WHERE other.id <> heartbeat.id),
                        refreshed AS (
                            UPDATE device SET
                                platform = heartbeat.platform,
                                address_since = CASE WHEN device.address = heartbeat.address
                                    THEN device.address_since ELSE :now END,
                                address_kind = heartbeat.address_kind,
                                address = heartbeat.address,
                                gap_from = coalesce(device.retired_at, device.gap_from),
                                gap_to = CASE WHEN device.retired_at IS NULL THEN device.gap_to ELSE :now END,
                                retired_at = NULL,
                                locale = heartbeat.locale,
                                time_zone = heartbeat.time_zone,
                                app_version = heartbeat.app_version,
                                os_version = heartbeat.os_version,
                                seen_at = :now
                            FROM heartbeat
                            WHERE device.id = heartbeat.id
                                AND heartbeat.id NOT IN (SELECT id FROM refused)
                                AND (device.seen_at < :longAgo OR device.retired_at IS NOT NULL
                                    OR (device.platform, device.address_kind, device.address, device.locale,
                                        device.time_zone, device.app_version, device.os_version)
                                    IS DISTINCT FROM (heartbeat.platform, heartbeat.address_kind, heartbeat.address,
                                        heartbeat.locale, heartbeat.time_zone, heartbeat.app_version,
                                        heartbeat.os_version)))
                        SELECT id FROM refused"""),
                        heartbeats.stream().map(Heartbeat::id).toList(),
                        heartbeats.stream().map(Heartbeat::registration).toList())
                .bind("now", now)
                .bind("longAgo", now.minus(SEEN_RECENTLY))
                .mapTo(UUID.class)
                .collect(Collectors.toSet()));
        return heartbeats.stream()
                .map(heartbeat -> !refused.contains(heartbeat.id()))
                .toList();
    }

    private static <T extends SqlStatement<T>> T bind(T statement, List<UUID> ids, List<Registration> registrations) {
        return statement
                .bindArray("ids", UUID.class, ids)
                .bindArray(
                        "platforms",
                        String.class,
                        texts(registrations, r -> r.platform().name()))
                .bindArray(
                        "kinds",
                        String.class,
                        texts(registrations, r -> r.address().kind().name()))
                .bindArray(
                        "addresses",
                        String.class,
                        texts(registrations, r -> r.address().value()))
                .bindArray(
                        "locales",
                        String.class,
                        texts(registrations, r -> r.locale().toLanguageTag()))
                .bindArray(
                        "zones",
                        String.class,
                        texts(registrations, r -> r.timeZone().getId()))
                .bindArray("appVersions", String.class, texts(registrations, Registration::appVersion))
                .bindArray("osVersions", String.class, texts(registrations, Registration::osVersion));
    }

    private static Object[] texts(
            List<Registration> registrations, Function<Registration, ? extends @Nullable String> text) {
        return registrations.stream().map(text).toArray();
    }
}
