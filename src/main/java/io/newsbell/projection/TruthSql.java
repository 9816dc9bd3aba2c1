package io.newsbell.projection;

import io.newsbell.device.Platform;
import io.newsbell.index.AudienceIndex;
import io.newsbell.index.Differences.Pair;
import io.newsbell.index.Profile;
import io.newsbell.subscription.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.roaringbitmap.RoaringBitmap;

/// The truth about a few devices or follows: one query for each kind, however many there are.
final class TruthSql {
    private TruthSql() {}

    /// @return what to tell the index
    static List<Consumer<AudienceIndex.Changes>> read(Connection db, Touched touched) throws SQLException {
        var facts = new ArrayList<Consumer<AudienceIndex.Changes>>();
        var all = RoaringBitmap.or(touched.profiles(), touched.devices());
        if (!all.isEmpty()) {
            profiles(db, all, facts);
        }
        if (!touched.devices().isEmpty()) {
            follows(db, touched.devices(), facts);
            mutes(db, touched.devices(), facts);
        }
        if (!touched.follows().isEmpty()) {
            follows(db, touched.follows(), facts);
        }
        mutes(db, "TOPIC", touched.topicMutes(), facts);
        mutes(db, "STORY", touched.storyMutes(), facts);
        return facts;
    }

    /// The devices of these readers, for those who have any.
    static Map<Long, Set<Integer>> devices(Connection db, Collection<Long> readers) throws SQLException {
        var devices = new HashMap<Long, Set<Integer>>();
        var array =
                array(db, "bigint", readers.stream().mapToLong(Long::longValue).toArray());
        query(
                db,
                "SELECT reader_id, ordinal FROM device WHERE reader_id = ANY (?)",
                statement -> statement.setArray(1, array),
                row -> devices.computeIfAbsent(row.getLong("reader_id"), _ -> new HashSet<>())
                        .add(row.getInt("ordinal")));
        return devices;
    }

    private static void profiles(Connection db, RoaringBitmap devices, List<Consumer<AudienceIndex.Changes>> facts)
            throws SQLException {
        query(db, """
                SELECT wanted.ordinal, coalesce(retired_at IS NULL AND address IS NOT NULL, false) AS reachable,
                    app_id, platform, app_version, time_zone, languages, quiet_from, quiet_to, quiet_breaking,
                    coalesce(daily_cap, 0) AS cap, coalesce(least_gap_minutes, 0) AS gap, digest_times, paused_until
                FROM unnest(?) AS wanted (ordinal) LEFT JOIN device ON device.ordinal = wanted.ordinal
                    LEFT JOIN preferences ON preferences.reader_id = device.reader_id""", statement -> statement.setArray(1, ordinals(db, devices)), row -> {
            int ordinal = row.getInt("ordinal");
            var profile = row.getBoolean("reachable") ? profile(row) : null;
            var paused = instant(row.getTimestamp("paused_until"));
            facts.add(changes -> {
                changes.device(ordinal, profile);
                changes.paused(ordinal, paused);
            });
        });
    }

    private static Profile profile(ResultSet row) throws SQLException {
        var from = row.getObject("quiet_from", LocalTime.class);
        return new Profile(
                row.getLong("app_id"),
                Platform.valueOf(row.getString("platform")),
                row.getString("app_version"),
                ProfileRows.zone(row.getString("time_zone")),
                row.getArray("languages") == null
                        ? List.of()
                        : List.of((String[]) row.getArray("languages").getArray()),
                from == null
                        ? null
                        : new Profile.Quiet(
                                from, row.getObject("quiet_to", LocalTime.class), row.getBoolean("quiet_breaking")),
                row.getInt("cap"),
                row.getInt("gap"),
                row.getArray("digest_times") == null
                        ? List.of()
                        : ProfileRows.sorted(Arrays.stream(
                                        (Time[]) row.getArray("digest_times").getArray())
                                .map(Time::toLocalTime)
                                .toList()));
    }

    private static void follows(Connection db, RoaringBitmap devices, List<Consumer<AudienceIndex.Changes>> facts)
            throws SQLException {
        query(db, """
                SELECT ordinal, topic_id AS target, level, until
                FROM device JOIN subscription ON subscription.reader_id = device.reader_id
                WHERE ordinal = ANY (?)""", statement -> statement.setArray(1, ordinals(db, devices)), row -> follow(row, facts));
    }

    private static void follows(Connection db, Collection<Pair> pairs, List<Consumer<AudienceIndex.Changes>> facts)
            throws SQLException {
        query(db, """
                SELECT pair.ordinal, target, level, until
                FROM unnest(?, ?) AS pair (ordinal, target) LEFT JOIN device ON device.ordinal = pair.ordinal
                    LEFT JOIN subscription ON subscription.reader_id = device.reader_id AND topic_id = target""", statement -> pairs(db, statement, pairs), row -> follow(row, facts));
    }

    private static void follow(ResultSet row, List<Consumer<AudienceIndex.Changes>> facts) throws SQLException {
        int ordinal = row.getInt("ordinal");
        long topic = row.getLong("target");
        var level = row.getString("level");
        var until = instant(row.getTimestamp("until"));
        facts.add(changes -> changes.follow(ordinal, topic, level == null ? null : Level.valueOf(level), until));
    }

    private static void mutes(Connection db, RoaringBitmap devices, List<Consumer<AudienceIndex.Changes>> facts)
            throws SQLException {
        query(
                db,
                """
                SELECT ordinal, kind, target_id AS target, until
                FROM device JOIN mute ON mute.reader_id = device.reader_id WHERE ordinal = ANY (?)""",
                statement -> statement.setArray(1, ordinals(db, devices)),
                row -> mute(row, row.getString("kind"), facts));
    }

    private static void mutes(
            Connection db, String kind, Collection<Pair> pairs, List<Consumer<AudienceIndex.Changes>> facts)
            throws SQLException {
        if (pairs.isEmpty()) {
            return;
        }
        query(
                db,
                """
                SELECT pair.ordinal, target, until
                FROM unnest(?, ?) AS pair (ordinal, target) LEFT JOIN device ON device.ordinal = pair.ordinal
                    LEFT JOIN mute ON mute.reader_id = device.reader_id AND mute.kind = ? AND target_id = target""",
                statement -> {
                    pairs(db, statement, pairs);
                    statement.setString(3, kind);
                },
                row -> mute(row, kind, facts));
    }

    private static void mute(ResultSet row, String kind, List<Consumer<AudienceIndex.Changes>> facts)
            throws SQLException {
        int ordinal = row.getInt("ordinal");
        long target = row.getLong("target");
        var until = instant(row.getTimestamp("until"));
        facts.add(
                kind.equals("TOPIC")
                        ? changes -> changes.mutedTopic(ordinal, target, until)
                        : changes -> changes.mutedStory(ordinal, target, until));
    }

    private static void pairs(Connection db, PreparedStatement statement, Collection<Pair> pairs) throws SQLException {
        statement.setArray(
                1, array(db, "integer", pairs.stream().mapToInt(Pair::ordinal).toArray()));
        statement.setArray(
                2, array(db, "bigint", pairs.stream().mapToLong(Pair::target).toArray()));
    }

    private static java.sql.Array ordinals(Connection db, RoaringBitmap devices) throws SQLException {
        return array(db, "integer", devices.toArray());
    }

    private static java.sql.Array array(Connection db, String type, Object elements) throws SQLException {
        return db.unwrap(PGConnection.class).createArrayOf(type, elements);
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    private static void query(Connection db, String sql, Binding binding, Row each) throws SQLException {
        try (var statement = db.prepareStatement(sql)) {
            binding.bind(statement);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    each.take(rows);
                }
            }
        }
    }

    @FunctionalInterface
    private interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }

    @FunctionalInterface
    private interface Row {
        void take(ResultSet row) throws SQLException;
    }
}
