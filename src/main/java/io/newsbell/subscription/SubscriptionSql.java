package io.newsbell.subscription;

import io.newsbell.topic.TopicKind;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

@Singleton
class SubscriptionSql {
    private final Jdbi jdbi;

    SubscriptionSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Does nothing if the reader follows as much as is allowed: the list read afterwards has it, or has it
    /// not.
    void follow(Follow follow, Limits limits, Instant now) {
        jdbi.useHandle(db -> db.createUpdate("""
                        INSERT INTO subscription (reader_id, topic_id, level, until, created_at)
                        SELECT :reader, :topic, :level, :until, :now
                        WHERE EXISTS (SELECT 1 FROM subscription WHERE reader_id = :reader AND topic_id = :topic)
                            OR (SELECT count(*) < :follows
                                    AND (NOT :keyword OR count(*) FILTER (WHERE kind = 'KEYWORD') < :keywords)
                                FROM subscription JOIN topic ON topic.id = topic_id
                                WHERE reader_id = :reader AND retired_at IS NULL
                                    AND (subscription.until IS NULL OR subscription.until > :now))
                        ON CONFLICT (reader_id, topic_id) DO UPDATE SET level = excluded.level, until = excluded.until,
                            created_at = CASE WHEN subscription.until <= :now THEN :now ELSE subscription.created_at END
                        WHERE (subscription.level, subscription.until)
                            IS DISTINCT FROM (excluded.level, excluded.until)""")
                .bind("reader", follow.reader())
                .bind("topic", follow.topic())
                .bind("keyword", follow.keyword())
                .bind("level", follow.level().name())
                .bind("until", follow.until())
                .bind("follows", limits.follows())
                .bind("keywords", limits.keywords())
                .bind("now", now)
                .execute());
    }

    void unfollow(long reader, long topic) {
        jdbi.useHandle(db -> db.createUpdate("DELETE FROM subscription WHERE reader_id = :reader AND topic_id = :topic")
                .bind("reader", reader)
                .bind("topic", topic)
                .execute());
    }

    /// Until the transaction ends nobody else replaces this reader's list: of two lists one holds, not a
    /// mixture.
    void lock(long reader) {
        jdbi.useHandle(db -> db.execute("SELECT 1 FROM reader WHERE id = ? FOR NO KEY UPDATE", reader));
    }

    /// Makes the reader follow exactly this, each topic once.
    void replace(long reader, Collection<Follow> follows, Instant now) {
        var topics = follows.stream().map(Follow::topic).toList();
        jdbi.useHandle(db -> {
            db.createUpdate("DELETE FROM subscription WHERE reader_id = :reader AND topic_id <> ALL (:topics)")
                    .bind("reader", reader)
                    .bindArray("topics", Long.class, topics)
                    .execute();
            db.createUpdate("""
                            INSERT INTO subscription (reader_id, topic_id, level, until, created_at)
                            SELECT :reader, topic, level, nullif(until, '')::timestamptz, :now
                            FROM unnest(:topics, :levels, :untils) AS wanted (topic, level, until)
                            ON CONFLICT (reader_id, topic_id) DO UPDATE
                            SET level = excluded.level, until = excluded.until
                            WHERE (subscription.level, subscription.until)
                                IS DISTINCT FROM (excluded.level, excluded.until)""")
                    .bind("reader", reader)
                    .bind("now", now)
                    .bindArray("topics", Long.class, topics)
                    .bindArray(
                            "levels",
                            String.class,
                            follows.stream()
                                    .map(follow -> follow.level().name())
                                    .toList())
                    .bindArray(
                            "untils",
                            String.class,
                            follows.stream()
                                    .map(Follow::until)
                                    .map(until -> until == null ? "" : until.toString())
                                    .toList())
                    .execute();
        });
    }

    List<Held> of(long reader, Instant now) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT topic.slug, topic.kind, topic.name, level, until, created_at,
                            retired_at IS NOT NULL AS retired
                        FROM subscription JOIN topic ON topic.id = topic_id
                        WHERE reader_id = :reader AND (until IS NULL OR until > :now) ORDER BY slug""")
                .bind("reader", reader)
                .bind("now", now)
                .map((row, context) -> new Held(
                        new Subscription(
                                row.getString("slug"),
                                TopicKind.valueOf(row.getString("kind")),
                                row.getString("name"),
                                Level.valueOf(row.getString("level")),
                                instant(row.getTimestamp("until")),
                                row.getTimestamp("created_at").toInstant()),
                        row.getBoolean("retired")))
                .list());
    }

    static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    /// @param keyword whether the topic is a reader's keyword, of which fewer are allowed
    record Follow(
            long reader,
            long topic,
            boolean keyword,
            Level level,
            @Nullable Instant until) {}

    record Limits(int follows, int keywords) {}

    record Held(Subscription subscription, boolean retired) {}
}
