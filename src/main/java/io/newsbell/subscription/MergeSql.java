package io.newsbell.subscription;

import io.newsbell.subscription.SubscriptionSql.Limits;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

@Singleton
class MergeSql {
    private final Jdbi jdbi;

    MergeSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Whoever is just writing to one of them holds it: waiting for that here brings it along.
    void lock(long from, long into) {
        jdbi.useHandle(db -> db.createQuery("""
                        SELECT id FROM reader WHERE id IN (:from, :into) ORDER BY id FOR UPDATE""")
                .bind("from", from)
                .bind("into", into)
                .mapTo(Long.class)
                .list());
    }

    /// The newest first, as far as there is room. What is retired takes none, and may come back with its followers.
    void follows(long from, long into, Limits limits, Instant now) {
        jdbi.useHandle(db -> db.createUpdate("""
                        INSERT INTO subscription AS stale (reader_id, topic_id, level, created_at, until)
                        SELECT :into, topic_id, level, created_at, until
                        FROM (
                            SELECT subscription.*, retired_at IS NOT NULL AS retired, kind = 'KEYWORD' AS keyword,
                                row_number() OVER newest AS nth,
                                count(*) FILTER (WHERE kind = 'KEYWORD') OVER newest AS nth_keyword
                            FROM subscription JOIN topic ON topic.id = topic_id
                            WHERE reader_id = :from AND (until IS NULL OR until > :now)
                                AND NOT EXISTS (
                                    SELECT 1 FROM subscription held
                                    WHERE held.reader_id = :into AND held.topic_id = subscription.topic_id
                                        AND (held.until IS NULL OR held.until > :now))
                            WINDOW newest AS (
                                PARTITION BY retired_at IS NOT NULL ORDER BY subscription.created_at DESC, topic_id)
                            ) AS brought,
                            (
                            SELECT count(*) AS follows, count(*) FILTER (WHERE kind = 'KEYWORD') AS keywords
                            FROM subscription JOIN topic ON topic.id = topic_id
                            WHERE reader_id = :into AND (until IS NULL OR until > :now) AND retired_at IS NULL
                            ) AS held
                        WHERE retired OR nth <= :follows - held.follows
                            AND (NOT keyword OR nth_keyword <= :keywords - held.keywords)
                        ON CONFLICT (reader_id, topic_id) DO UPDATE
                        SET level = excluded.level, until = excluded.until, created_at = excluded.created_at
                        WHERE stale.until <= :now""")
                .bind("from", from)
                .bind("into", into)
                .bind("follows", limits.follows())
                .bind("keywords", limits.keywords())
                .bind("now", now)
                .execute());
    }

    void mutes(long from, long into) {
        execute("""
                INSERT INTO mute AS kept (reader_id, kind, target_id, until, created_at)
                SELECT :into, kind, target_id, until, created_at FROM mute WHERE reader_id = :from
                ON CONFLICT (reader_id, kind, target_id) DO UPDATE SET until = excluded.until
                WHERE kept.until < excluded.until""", from, into);
    }

    void preferences(long from, long into) {
        execute("""
                INSERT INTO preferences (reader_id, version, quiet_from, quiet_to, quiet_breaking, daily_cap,
                    least_gap_minutes, paused_until, languages, digest_times, changed_at)
                SELECT :into, version, quiet_from, quiet_to, quiet_breaking, daily_cap, least_gap_minutes,
                    paused_until, languages, digest_times, changed_at
                FROM preferences WHERE reader_id = :from
                ON CONFLICT (reader_id) DO NOTHING""", from, into);
    }

    private void execute(String statement, long from, long into) {
        jdbi.useHandle(db ->
                db.createUpdate(statement).bind("from", from).bind("into", into).execute());
    }
}
