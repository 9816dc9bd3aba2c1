package io.newsbell.subscription;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

@Singleton
class SubscriptionSql {
    private final Jdbi jdbi;

    SubscriptionSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void follow(long reader, long topic, Level level, Instant now) {
        jdbi.useHandle(db -> db.createUpdate("""
                        INSERT INTO subscription (reader_id, topic_id, level, created_at)
                        VALUES (:reader, :topic, :level, :now)
                        ON CONFLICT (reader_id, topic_id) DO UPDATE SET level = excluded.level
                        WHERE subscription.level <> excluded.level""")
                .bind("reader", reader)
                .bind("topic", topic)
                .bind("level", level.name())
                .bind("now", now)
                .execute());
    }

    void unfollow(long reader, long topic) {
        jdbi.useHandle(db -> db.createUpdate("DELETE FROM subscription WHERE reader_id = :reader AND topic_id = :topic")
                .bind("reader", reader)
                .bind("topic", topic)
                .execute());
    }

    List<Subscription> of(long reader) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT topic.slug, topic.name, level, created_at
                        FROM subscription JOIN topic ON topic.id = topic_id
                        WHERE reader_id = :reader ORDER BY slug""")
                .bind("reader", reader)
                .map((row, context) -> new Subscription(
                        row.getString("slug"),
                        row.getString("name"),
                        Level.valueOf(row.getString("level")),
                        row.getTimestamp("created_at").toInstant()))
                .list());
    }
}
