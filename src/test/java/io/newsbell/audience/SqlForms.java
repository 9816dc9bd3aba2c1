package io.newsbell.audience;

import io.newsbell.bench.Report;
import io.newsbell.index.AudienceIndex;
import io.newsbell.projection.BenchDatabase;
import io.newsbell.projection.BenchReaders;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.Objects;
import org.postgresql.PGConnection;

/// The same question asked of PostgreSQL in the two best forms that we know: of the tables as they are, and of
/// one wide table made for nothing else, with what each device follows in an array under a GIN index and what
/// it was sent counted beforehand.
final class SqlForms {
    private static final int ROUNDS = 3;
    private static final int ROUNDS_OF_INDEX = 50;
    private static final double NANOS_PER_MILLI = 1e6;

    /// What time it is in each zone is found once for each zone, not for each device.
    private static final String LOCAL = """
            WITH local AS MATERIALIZED (
                SELECT name AS zone, (?::timestamptz AT TIME ZONE name)::time AS clock FROM unnest(?::text[]) AS name)
            SELECT count(*) FILTER (WHERE NOT quiet), count(*) FILTER (WHERE quiet) FROM (
                SELECT coalesce(CASE WHEN quiet_from < quiet_to THEN clock >= quiet_from AND clock < quiet_to
                    ELSE clock >= quiet_from OR clock < quiet_to END, false) AS quiet
            """;

    private static final String EXISTS = LOCAL + """
                FROM device JOIN local ON zone = time_zone LEFT JOIN preferences USING (reader_id)
                WHERE app_id = 1 AND retired_at IS NULL AND address IS NOT NULL
                    AND EXISTS (SELECT FROM subscription AS follow
                        WHERE follow.reader_id = device.reader_id AND topic_id = ANY (?::bigint[])
                            AND level IN ('EVERY', 'IMPORTANT') AND (until IS NULL OR until > now.at)
                            AND NOT EXISTS (SELECT FROM mute
                                WHERE mute.reader_id = follow.reader_id AND kind = 'TOPIC'
                                    AND target_id = topic_id AND mute.until > now.at))
                    AND NOT EXISTS (SELECT FROM mute
                        WHERE mute.reader_id = device.reader_id AND kind = 'STORY' AND target_id = now.story
                            AND mute.until > now.at)
                    AND (paused_until IS NULL OR paused_until <= now.at)
                    AND NOT EXISTS (SELECT FROM bench_sent AS sent
                        WHERE sent.ordinal = device.ordinal AND sent.story_id = now.story)
                    AND (daily_cap IS NULL OR daily_cap > (SELECT count(*) FROM bench_sent AS sent
                        WHERE sent.ordinal = device.ordinal AND sent.at > now.at - interval '24 hours'))
                    AND (coalesce(least_gap_minutes, 0) = 0 OR NOT EXISTS (SELECT FROM bench_sent AS sent
                        WHERE sent.ordinal = device.ordinal
                            AND sent.at > now.at - make_interval(mins => least_gap_minutes)))
                    AND (languages IS NULL OR languages = '{}' OR 'en' = ANY (languages))
                    AND platform IN ('ANDROID', 'IOS')
                    AND string_to_array(app_version, '.')::int[] >= ARRAY[7, 5, 0]) AS audience""";

    private static final String WIDE = LOCAL + """
                FROM bench_wide JOIN local USING (zone)
                WHERE topics && ?::int[]
                    AND (muted_topics IS NULL OR EXISTS (SELECT FROM unnest(topics) AS topic
                        WHERE topic = ANY (?::int[]) AND topic <> ALL (muted_topics)))
                    AND (muted_stories IS NULL OR NOT muted_stories @> ARRAY[now.story])
                    AND (paused_until IS NULL OR paused_until <= now.at)
                    AND NOT told_stories @> ARRAY[now.story]
                    AND (daily_cap IS NULL OR sent_today < daily_cap)
                    AND (gap IS NULL OR last_sent IS NULL OR last_sent <= now.at - gap)
                    AND (languages IS NULL OR 'en' = ANY (languages))
                    AND platform IN ('ANDROID', 'IOS')
                    AND version >= 70500) AS audience""";

    private SqlForms() {}

    static void compare(Report report, AudienceIndex index, BenchDatabase database, Question question)
            throws SQLException {
        try (var db = database.connect()) {
            prepare(db, database);
            BenchDatabase.execute(
                    db, "SET work_mem = '256MB'", "SET jit = off", "SET plan_cache_mode = force_custom_plan");
            var exists = best(db, EXISTS, question, 1);
            var wide = best(db, WIDE, question, 2);
            var own = own(index, question);
            report.line(
                    "index %.3f ms: %,d now and %,d in quiet hours%nEXISTS %.0f ms: %,d and %,d%nint[] and GIN %.0f ms: %,d and %,d",
                    own.millis(),
                    own.now(),
                    own.quiet(),
                    exists.millis(),
                    exists.now(),
                    exists.quiet(),
                    wide.millis(),
                    wide.now(),
                    wide.quiet());
            if (!own.isSameAs(exists) || !own.isSameAs(wide)) {
                throw new IllegalStateException("Three answers to one question");
            }
            report.figure("sql_exists_1m_ms", exists.millis(), "ms");
            report.figure("sql_gin_1m_ms", wide.millis(), "ms");
            report.figure("speedup_vs_sql_1m", Math.min(exists.millis(), wide.millis()) / own.millis(), "x");
        }
    }

    private static Answer own(AudienceIndex index, Question question) {
        var nanos = new long[ROUNDS_OF_INDEX];
        Selection selection = null;
        for (int i = 0; i < nanos.length; i++) {
            var began = System.nanoTime();
            selection = Selector.select(question, index, BenchReaders.NOW);
            nanos[i] = System.nanoTime() - began;
        }
        Arrays.sort(nanos);
        var quiet = Objects.requireNonNull(selection).later().stream()
                .filter(later -> later.reason() == Selection.Wait.QUIET)
                .mapToLong(later -> later.devices().getLongCardinality())
                .sum();
        return new Answer(selection.audience().getLongCardinality(), quiet, nanos[nanos.length / 2] / NANOS_PER_MILLI);
    }

    /// After as many rounds to warm up.
    private static Answer best(Connection db, String sql, Question question, int arrays) throws SQLException {
        var statement = sql.replace("now.at", "'%s'::timestamptz".formatted(BenchReaders.NOW))
                .replace("now.story", question.story() + "::bigint");
        Answer best = null;
        try (var query = db.prepareStatement(statement)) {
            query.setTimestamp(1, Timestamp.from(BenchReaders.NOW));
            query.setArray(
                    2,
                    db.createArrayOf(
                            "text",
                            BenchReaders.zones().stream().map(Object::toString).toArray()));
            for (int i = 0; i < arrays; i++) {
                query.setArray(
                        3 + i, db.createArrayOf("bigint", question.topics().toArray()));
            }
            for (int i = 0; i < 2 * ROUNDS; i++) {
                var answer = once(query);
                best = best == null || answer.millis() < best.millis() ? answer : best;
            }
        }
        return Objects.requireNonNull(best);
    }

    private static Answer once(PreparedStatement query) throws SQLException {
        var began = System.nanoTime();
        try (var rows = query.executeQuery()) {
            rows.next();
            return new Answer(rows.getLong(1), rows.getLong(2), (System.nanoTime() - began) / NANOS_PER_MILLI);
        }
    }

    private static void prepare(Connection db, BenchDatabase database) throws SQLException {
        BenchDatabase.execute(db, "CREATE UNLOGGED TABLE bench_sent (ordinal int, story_id bigint, at timestamptz)");
        var waves = database.waves();
        for (int n = 0; n < waves.size(); n++) {
            try (var insert = db.prepareStatement("INSERT INTO bench_sent SELECT unnest(?::int[]), ?, ?")) {
                insert.setArray(
                        1,
                        db.unwrap(PGConnection.class)
                                .createArrayOf("int", waves.get(n).toArray()));
                insert.setLong(2, database.isTold(n) ? BenchReaders.STORY : BenchReaders.STORY + 1);
                insert.setTimestamp(3, Timestamp.from(BenchDatabase.at(n)));
                insert.execute();
            }
        }
        BenchDatabase.execute(
                db,
                "CREATE INDEX ON bench_sent (ordinal, at, story_id)",
                "CREATE UNLOGGED TABLE bench_wide AS "
                        + WIDE_ROWS.replace("now.at", "'%s'".formatted(BenchReaders.NOW)),
                "CREATE INDEX ON bench_wide USING gin (topics)",
                "VACUUM ANALYZE bench_sent",
                "VACUUM ANALYZE bench_wide");
    }

    /// Only those that can be reached, with the follows that ring for a top alert.
    private static final String WIDE_ROWS = """
            SELECT ordinal, time_zone AS zone, platform, quiet_from, quiet_to, paused_until, daily_cap,
                make_interval(mins => nullif(least_gap_minutes, 0)) AS gap, nullif(languages, '{}') AS languages,
                (SELECT part[1] * 10000 + part[2] * 100 + part[3]
                    FROM (SELECT string_to_array(app_version, '.')::int[] AS part) AS parts) AS version,
                topics, muted_topics, muted_stories, coalesce(told_stories, '{}') AS told_stories,
                coalesce(sent_today, 0) AS sent_today, last_sent
            FROM device LEFT JOIN preferences USING (reader_id)
                JOIN (SELECT reader_id, array_agg(topic_id::int ORDER BY topic_id) AS topics FROM subscription
                    WHERE level IN ('EVERY', 'IMPORTANT') AND (until IS NULL OR until > now.at)
                    GROUP BY reader_id) AS follows USING (reader_id)
                LEFT JOIN (SELECT reader_id,
                    array_agg(target_id::int) FILTER (WHERE kind = 'TOPIC') AS muted_topics,
                    array_agg(target_id) FILTER (WHERE kind = 'STORY') AS muted_stories
                    FROM mute WHERE until > now.at GROUP BY reader_id) AS mutes USING (reader_id)
                LEFT JOIN (SELECT ordinal, array_agg(DISTINCT story_id) AS told_stories,
                    count(*) FILTER (WHERE at > now.at::timestamptz - interval '24 hours') AS sent_today,
                    max(at) AS last_sent FROM bench_sent GROUP BY ordinal) AS sent USING (ordinal)
            WHERE retired_at IS NULL AND address IS NOT NULL""";

    /// How many are told now, and how many of the audience have quiet hours.
    private record Answer(long now, long quiet, double millis) {
        boolean isSameAs(Answer other) {
            return now == other.now && quiet == other.quiet;
        }
    }
}
