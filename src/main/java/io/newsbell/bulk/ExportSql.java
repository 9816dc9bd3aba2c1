package io.newsbell.bulk;

import io.newsbell.device.AddressKind;
import io.newsbell.device.Platform;
import io.newsbell.subscription.Level;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

@Singleton
class ExportSql {
    private final Jdbi jdbi;
    private final Clock clock;

    ExportSql(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /// The next devices that can be reached, in the order of their ordinals. What is just being moved to another
    /// topic counts as that.
    List<Exported> page(long appId, long after, int limit) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT device.id, ordinal, platform, address_kind, address, locale, time_zone, app_version,
                            os_version, user_id, device.created_at, seen_at, topics, levels, since, until
                        FROM device
                        JOIN reader ON reader.id = device.reader_id
                        CROSS JOIN LATERAL (
                            SELECT array_agg(slug ORDER BY slug) AS topics, array_agg(level ORDER BY slug) AS levels,
                                array_agg(followed.created_at ORDER BY slug) AS since,
                                array_agg(until ORDER BY slug) AS until
                            FROM (
                                SELECT DISTINCT ON (topic.slug) topic.slug, level, subscription.created_at, until
                                FROM subscription JOIN topic AS named ON named.id = topic_id
                                    JOIN topic ON topic.id = coalesce(named.merged_into, named.id)
                                WHERE subscription.reader_id = device.reader_id AND topic.retired_at IS NULL
                                ORDER BY topic.slug, until IS NOT NULL AND until <= :now, topic.id <> named.id, named.id
                            ) AS followed) AS follows
                        WHERE device.app_id = :app AND ordinal > :after AND address IS NOT NULL
                            AND device.retired_at IS NULL
                        ORDER BY ordinal LIMIT :limit""")
                .bind("app", appId)
                .bind("after", after)
                .bind("limit", limit)
                .bind("now", clock.instant())
                .map((row, context) -> new Exported(row.getInt("ordinal"), line(row)))
                .list());
    }

    private static DeviceLine line(ResultSet row) throws SQLException {
        return new DeviceLine(
                row.getObject("id", UUID.class),
                Platform.valueOf(row.getString("platform")),
                new DeviceLine.AddressPart(
                        AddressKind.valueOf(row.getString("address_kind")), row.getString("address")),
                row.getString("locale"),
                row.getString("time_zone"),
                row.getString("app_version"),
                row.getString("os_version"),
                row.getString("user_id"),
                instant(row.getTimestamp("created_at")),
                instant(row.getTimestamp("seen_at")),
                follows(row),
                Cursor.of(row.getInt("ordinal")));
    }

    private static List<DeviceLine.Follow> follows(ResultSet row) throws SQLException {
        var follows = new ArrayList<DeviceLine.Follow>();
        Array topics = row.getArray("topics");
        if (topics != null) {
            var slugs = (String[]) topics.getArray();
            var levels = (String[]) row.getArray("levels").getArray();
            var since = (Timestamp[]) row.getArray("since").getArray();
            var until = (Timestamp[]) row.getArray("until").getArray();
            for (int i = 0; i < slugs.length; i++) {
                follows.add(new DeviceLine.Follow(
                        slugs[i], Level.valueOf(levels[i]), instant(since[i]), instant(until[i])));
            }
        }
        return follows;
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    record Exported(int ordinal, DeviceLine line) {}
}
