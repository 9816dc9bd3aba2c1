package io.newsbell.subscription;

import io.newsbell.topic.TopicKind;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

@Singleton
class SubscriptionSql {
    private final Jdbi jdbi;
    private final MovingFollows moving;
    private final AfterCommit afterCommit;

    SubscriptionSql(Jdbi jdbi, MovingFollows moving, AfterCommit afterCommit) {
        this.jdbi = jdbi;
        this.moving = moving;
        this.afterCommit = afterCommit;
    }

    /// Each of another reader. Does nothing for a reader who follows as much as is allowed: the list read
    /// afterwards has it, or has it not.
    ///
    /// @return for each whether its reader is there
    List<Boolean> follow(List<Follow> group, Limits limits, Instant now) {
        var readers = group.stream().map(Follow::reader).toList();
        var there = lock(readers);
        var meant = moving.settle(readers, group.stream().map(Follow::topic).toList(), now);
        var written = group.stream()
                .filter(follow -> there.contains(follow.reader()))
                .map(follow -> follow.meaning(meant))
                .toList();
        insert(written, limits, now);
        afterCommit.tell(written.stream().map(Follow::change).toList());
        return group.stream().map(follow -> there.contains(follow.reader())).toList();
    }

    private void insert(List<Follow> group, Limits limits, Instant now) {
        jdbi.useHandle(db -> db.createUpdate("""
                        INSERT INTO subscription (reader_id, topic_id, level, until, created_at)
                        SELECT wanted.reader, wanted.topic, wanted.level, nullif(wanted.until, '')::timestamptz, :now
                        FROM unnest(:readers, :topics, :kinds, :levels, :untils)
                                AS wanted (reader, topic, kind, level, until)
                        WHERE EXISTS (SELECT 1 FROM subscription
                                WHERE reader_id = wanted.reader AND topic_id = wanted.topic)
                            OR (SELECT count(*) < :follows
                                    AND (wanted.kind <> 'KEYWORD'
                                        OR count(*) FILTER (WHERE topic.kind = 'KEYWORD') < :keywords)
                                FROM subscription JOIN topic ON topic.id = topic_id
                                WHERE reader_id = wanted.reader AND retired_at IS NULL
                                    AND (subscription.until IS NULL OR subscription.until > :now))
                        ON CONFLICT (reader_id, topic_id) DO UPDATE SET level = excluded.level, until = excluded.until,
                            created_at = CASE WHEN subscription.until <= :now THEN :now ELSE subscription.created_at END
                        WHERE (subscription.level, subscription.until)
                            IS DISTINCT FROM (excluded.level, excluded.until)""")
                .bindArray("readers", Long.class, each(group, Follow::reader))
                .bindArray(
                        "kinds",
                        String.class,
                        each(group, follow -> follow.kind().name()))
                .bindArray("topics", Long.class, each(group, Follow::topic))
                .bindArray(
                        "levels",
                        String.class,
                        each(group, follow -> follow.level().name()))
                .bindArray("untils", String.class, each(group, Follow::untilText))
                .bind("follows", limits.follows())
                .bind("keywords", limits.keywords())
                .bind("now", now)
                .execute());
    }

    /// Counts those that follow an alert, if there was something to unfollow.
    ///
    /// @return for each whether its reader is there
    List<Boolean> unfollow(List<Unfollow> group, Instant now) {
        var readers = group.stream().map(Unfollow::reader).toList();
        var there = lock(readers);
        var meant = moving.settle(readers, group.stream().map(Unfollow::topic).toList(), now);
        var unwanted =
                group.stream().flatMap(unfollow -> unfollow.meaning(meant)).toList();
        jdbi.useHandle(db -> db.createUpdate("""
                        WITH gone AS (
                            DELETE FROM subscription USING unnest(:readers, :topics, :alerts)
                                AS unwanted (reader, topic, alert)
                            WHERE reader_id = reader AND topic_id = topic
                            RETURNING reader_id, nullif(alert, '')::uuid AS alert)
                        INSERT INTO alert_reaction_shard (alert_id, kind, shard, times)
                        SELECT alert, 'UNFOLLOW', :shard, count(DISTINCT reader_id) FROM gone
                        WHERE alert IS NOT NULL GROUP BY alert ORDER BY alert
                        ON CONFLICT (alert_id, kind, shard)
                            DO UPDATE SET times = alert_reaction_shard.times + excluded.times""")
                .bind("shard", Reactions.shard())
                .bindArray("readers", Long.class, each(unwanted, Unfollow::reader))
                .bindArray("topics", Long.class, each(unwanted, Unfollow::topic))
                .bindArray("alerts", String.class, each(unwanted, Unfollow::afterText))
                .execute());
        afterCommit.tell(unwanted.stream().map(Unfollow::change).toList());
        return group.stream().map(unfollow -> there.contains(unfollow.reader())).toList();
    }

    /// Those who are there, and are not merged away, or brought from one topic to another, before the transaction
    /// ends. A statement of its own: the next one sees what a merge that was waited for has done.
    private Set<Long> lock(List<Long> readers) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT id FROM reader WHERE id = ANY (:readers) ORDER BY id FOR SHARE""")
                .bindArray("readers", Long.class, readers)
                .mapTo(Long.class)
                .set());
    }

    private static <W> List<?> each(List<W> group, Function<W, Object> part) {
        return group.stream().map(part).toList();
    }

    /// Until the transaction ends nobody else replaces this reader's list: of two lists one holds, not a
    /// mixture.
    ///
    /// @return whether the reader is there
    boolean lock(long reader) {
        return jdbi.withHandle(db -> db.createQuery("SELECT id FROM reader WHERE id = :reader FOR NO KEY UPDATE")
                .bind("reader", reader)
                .mapTo(Long.class)
                .findOne()
                .isPresent());
    }

    /// Makes the reader follow exactly this, each topic once.
    ///
    /// @return what it does not follow any more
    List<Unfollow> replace(long reader, Collection<Follow> follows, Instant now) {
        var topics = follows.stream().map(Follow::topic).toList();
        return jdbi.withHandle(db -> {
            var dropped = db.createQuery("""
                            DELETE FROM subscription WHERE reader_id = :reader AND topic_id <> ALL (:topics)
                            RETURNING topic_id""")
                    .bind("reader", reader)
                    .bindArray("topics", Long.class, topics)
                    .map((row, _) -> new Unfollow(reader, row.getLong("topic_id"), null))
                    .list();
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
                            each(List.copyOf(follows), follow -> follow.level().name()))
                    .bindArray("untils", String.class, each(List.copyOf(follows), Follow::untilText))
                    .execute();
            return dropped;
        });
    }

    /// What is just being moved to another topic counts as that.
    List<Held> of(long reader, Instant now) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT DISTINCT ON (topic.slug) topic.slug, topic.kind, topic.name, level, until,
                            subscription.created_at, topic.retired_at IS NOT NULL AS retired
                        FROM subscription JOIN topic AS named ON named.id = topic_id
                            JOIN topic ON topic.id = coalesce(named.merged_into, named.id)
                        WHERE reader_id = :reader AND (until IS NULL OR until > :now)
                        ORDER BY topic.slug, topic.id <> named.id, named.id""")
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

    record Follow(
            long reader,
            long topic,
            TopicKind kind,
            Level level,
            @Nullable Instant until) {
        ReaderChange change() {
            return new ReaderChange.Follow(reader, topic);
        }

        /// @param meant by topic, for those that mean another one
        Follow meaning(Map<Long, Long> meant) {
            return new Follow(reader, meant.getOrDefault(topic, topic), kind, level, until);
        }

        /// The driver sends no arrays of times: empty for none.
        String untilText() {
            return until == null ? "" : until.toString();
        }
    }

    /// @param after the alert that may have made the reader do it
    record Unfollow(long reader, long topic, @Nullable UUID after) {
        /// The topic itself too: there may be a row that nobody has brought to the other one.
        ///
        /// @param meant by topic, for those that mean another one
        Stream<Unfollow> meaning(Map<Long, Long> meant) {
            return Stream.of(topic, meant.getOrDefault(topic, topic))
                    .distinct()
                    .map(each -> new Unfollow(reader, each, after));
        }

        /// A list has no room for nulls.
        String afterText() {
            return after == null ? "" : after.toString();
        }

        ReaderChange change() {
            return new ReaderChange.Follow(reader, topic);
        }
    }

    record Limits(int follows, int keywords) {}

    record Held(Subscription subscription, boolean retired) {}
}
