package io.newsbell.device;

import io.newsbell.device.Registrations.Arrival;
import io.newsbell.device.Registrations.Heartbeat;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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

    /// Makes devices with a new, anonymous reader each; one without an address cannot be reached yet. What exists
    /// already is looked for first, because a device that is not inserted uses up an ordinal all the same.
    ///
    /// @return for each whether it was made
    Written insert(List<Arrival> arrivals, Instant now) {
        var made = jdbi.withHandle(db -> bind(
                        db.createQuery("""
                        WITH arrival AS MATERIALIZED (
                            SELECT arriving.*, nextval('reader_seq') AS reader_id
                            FROM unnest(:ids, :apps, :secretHashes, :keyHashes, :platforms, :kinds, :addresses, :locales,
                                    :zones, :appVersions, :osVersions)
                                AS arriving (id, app_id, secret_hash, key_hash, platform, address_kind, address, locale,
                                    time_zone, app_version, os_version)
                            WHERE NOT EXISTS (SELECT 1 FROM device WHERE device.id = arriving.id)
                              AND NOT EXISTS (SELECT 1 FROM device
                                              WHERE device.app_id = arriving.app_id
                                                AND device.address = arriving.address)),
                        made AS (
                            INSERT INTO device (id, app_id, reader_id, ordinal, platform, address_kind, address,
                                address_since, retired_at, locale, time_zone, app_version, os_version, secret_hash,
                                registration_key_hash, created_at, seen_at)
                            SELECT id, app_id, reader_id, nextval('device_ordinal_seq'), platform, address_kind, address,
                                CASE WHEN address IS NOT NULL THEN CAST(:now AS timestamptz) END,
                                CASE WHEN address IS NULL THEN CAST(:now AS timestamptz) END,
                                locale, time_zone, app_version, os_version, decode(secret_hash, 'hex'),
                                decode(key_hash, 'hex'), :now, :now
                            FROM arrival
                            ON CONFLICT DO NOTHING
                            RETURNING id, ordinal, reader_id, app_id),
                        its_reader AS (
                            INSERT INTO reader (id, app_id, created_at) SELECT reader_id, app_id, :now FROM made)
                        SELECT id, ordinal FROM made"""),
                        arrivals.stream().map(Arrival::id).toList(),
                        arrivals.stream().map(Arrival::registration).toList(),
                        arrivals.stream().map(Arrival::address).toList())
                .bind("now", now)
                .bindArray(
                        "apps",
                        Long.class,
                        arrivals.stream().map(Arrival::appId).toList())
                .bindArray("secretHashes", String.class, texts(arrivals, arrival -> hex(arrival.secretHash())))
                .bindArray("keyHashes", String.class, texts(arrivals, arrival -> hex(arrival.keyHash())))
                .map((row, _) -> Map.entry(row.getObject("id", UUID.class), row.getInt("ordinal")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        return new Written(
                arrivals.stream().map(arrival -> made.containsKey(arrival.id())).toList(), List.copyOf(made.values()));
    }

    /// Takes over what devices tell of themselves. A device that was retired comes back, and remembers from when to
    /// when it could not be reached. It gives up its claim to any other address, and cannot repeat its first
    /// registration any more.
    ///
    /// @return for each whether it has the address now
    Written refresh(List<Heartbeat> heartbeats, Instant now) {
        var refused = new HashSet<UUID>();
        var changed = new ArrayList<Integer>();
        jdbi.useHandle(db -> bind(
                        db.createQuery("""
                        WITH heartbeat AS MATERIALIZED (
                            SELECT device.app_id, ordinal, device.address IS DISTINCT FROM beating.address AS moves,
                                retired_at IS NOT NULL OR device.address IS NULL
                                    OR (device.platform, device.time_zone, device.app_version)
                                        IS DISTINCT FROM (beating.platform, beating.time_zone, beating.app_version)
                                    AS changes,
                                beating.*
                            FROM unnest(:ids, :mayMove, :platforms, :kinds, :addresses, :locales, :zones, :appVersions,
                                    :osVersions)
                                AS beating (id, may_move, platform, address_kind, address, locale, time_zone,
                                    app_version, os_version)
                            JOIN device USING (id)),
                        refused AS MATERIALIZED (
                            SELECT id FROM heartbeat WHERE moves AND (NOT may_move OR EXISTS (
                                SELECT 1 FROM device other
                                WHERE other.app_id = heartbeat.app_id AND other.address = heartbeat.address
                                    AND other.id <> heartbeat.id))),
                        given_up AS (
                            DELETE FROM address_challenge USING heartbeat
                            WHERE device_id = heartbeat.id AND address_challenge.address <> heartbeat.address),
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
                                registration_key_hash = NULL,
                                locale = heartbeat.locale,
                                time_zone = heartbeat.time_zone,
                                app_version = heartbeat.app_version,
                                os_version = heartbeat.os_version,
                                seen_at = :now
                            FROM heartbeat
                            WHERE device.id = heartbeat.id
                                AND heartbeat.id NOT IN (SELECT id FROM refused)
                                AND (device.seen_at < :longAgo OR device.retired_at IS NOT NULL
                                    OR device.registration_key_hash IS NOT NULL
                                    OR (device.platform, device.address_kind, device.address, device.locale,
                                        device.time_zone, device.app_version, device.os_version)
                                    IS DISTINCT FROM (heartbeat.platform, heartbeat.address_kind, heartbeat.address,
                                        heartbeat.locale, heartbeat.time_zone, heartbeat.app_version,
                                        heartbeat.os_version)))
                        SELECT id, NULL AS changed FROM refused
                        UNION ALL SELECT id, ordinal FROM heartbeat
                        WHERE changes AND id NOT IN (SELECT id FROM refused)"""),
                        heartbeats.stream().map(Heartbeat::id).toList(),
                        heartbeats.stream().map(Heartbeat::registration).toList(),
                        heartbeats.stream()
                                .map(heartbeat -> heartbeat.registration().address())
                                .toList())
                .bindArray(
                        "mayMove",
                        Boolean.class,
                        heartbeats.stream().map(Heartbeat::mayMove).toList())
                .bind("now", now)
                .bind("longAgo", now.minus(SEEN_RECENTLY))
                .map((row, _) -> new Beat(row.getObject("id", UUID.class), row.getObject("changed", Integer.class)))
                .forEach(beat -> {
                    if (beat.changed() == null) {
                        refused.add(beat.id());
                    } else {
                        changed.add(beat.changed());
                    }
                }));
        return new Written(
                heartbeats.stream()
                        .map(heartbeat -> !refused.contains(heartbeat.id()))
                        .toList(),
                changed);
    }

    private static <T extends SqlStatement<T>> T bind(
            T statement,
            List<UUID> ids,
            List<Registration> registrations,
            List<? extends @Nullable Address> addresses) {
        return statement
                .bindArray("ids", UUID.class, ids)
                .bindArray(
                        "platforms",
                        String.class,
                        texts(registrations, r -> r.platform().name()))
                .bindArray(
                        "kinds",
                        String.class,
                        texts(addresses, a -> a == null ? null : a.kind().name()))
                .bindArray("addresses", String.class, texts(addresses, a -> a == null ? null : a.value()))
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

    /// @param changed the ordinal of a device that is another one for the audience; none if it was refused
    private record Beat(UUID id, @Nullable Integer changed) {}

    /// @param done    for each whether it was done
    /// @param changed ordinals of devices that are new, or other ones for the audience
    record Written(List<Boolean> done, List<Integer> changed) {}

    private static <T extends @Nullable Object> Object[] texts(
            List<T> all, Function<T, ? extends @Nullable String> text) {
        return all.stream().map(text).toArray();
    }

    private static @Nullable String hex(byte @Nullable [] hash) {
        return hash == null ? null : HexFormat.of().formatHex(hash);
    }
}
