package io.newsbell.subscription;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/// Rows of followers are held before anything is written of them: what somebody else takes away at the same moment is
/// not brought anywhere. Readers are held before rows, as everybody does who writes what they follow.
@Singleton
class MovingSql {
    private final Jdbi jdbi;

    MovingSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    List<Long> followers(long topic, int atMost) {
        return jdbi.withHandle(
                db -> db.select("SELECT reader_id FROM subscription WHERE topic_id = ? LIMIT ?", topic, atMost)
                        .mapTo(Long.class)
                        .list());
    }

    List<Long> muting(long topic, int atMost) {
        return jdbi.withHandle(db -> db.select(
                        "SELECT reader_id FROM mute WHERE kind = 'TOPIC' AND target_id = ? LIMIT ?", topic, atMost)
                .mapTo(Long.class)
                .list());
    }

    /// Those who are just changing nothing and are not being joined with others. Held so that whoever changes
    /// something waits, and looks only then what the topic means: nobody writes of one that was left meanwhile.
    List<Long> holdReaders(Collection<Long> readers) {
        return readers(
                "SELECT id FROM reader WHERE id = ANY (:readers) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED",
                readers,
                0);
    }

    /// The same, but waits for who is just changing something, as everybody does who changes something.
    List<Long> waitForReaders(Collection<Long> readers) {
        return readers("SELECT id FROM reader WHERE id = ANY (:readers) ORDER BY id FOR SHARE", readers, 0);
    }

    /// Those whose follow nobody is changing.
    List<Long> holdFollows(long topic, Collection<Long> readers) {
        return readers("""
                SELECT reader_id FROM subscription WHERE topic_id = :topic AND reader_id = ANY (:readers)
                ORDER BY reader_id FOR UPDATE SKIP LOCKED""", readers, topic);
    }

    List<Long> holdMutes(long topic, Collection<Long> readers) {
        return readers("""
                SELECT reader_id FROM mute WHERE kind = 'TOPIC' AND target_id = :topic AND reader_id = ANY (:readers)
                ORDER BY reader_id FOR UPDATE SKIP LOCKED""", readers, topic);
    }

    List<Long> waitForFollows(long topic, Collection<Long> readers) {
        return readers("""
                SELECT reader_id FROM subscription WHERE topic_id = :topic AND reader_id = ANY (:readers)
                ORDER BY reader_id FOR UPDATE""", readers, topic);
    }

    List<Long> waitForMutes(long topic, Collection<Long> readers) {
        return readers("""
                SELECT reader_id FROM mute WHERE kind = 'TOPIC' AND target_id = :topic AND reader_id = ANY (:readers)
                ORDER BY reader_id FOR UPDATE""", readers, topic);
    }

    private List<Long> readers(String statement, Collection<Long> readers, long topic) {
        return readers.isEmpty()
                ? List.of()
                : jdbi.withHandle(db -> db.createQuery(statement)
                        .bindArray("readers", Long.class, List.copyOf(readers))
                        .bindMap(Map.of("topic", topic))
                        .mapTo(Long.class)
                        .list());
    }

    /// Before their follows: nobody is rung in between.
    void bringMutes(Collection<Long> readers, long from, long into, Instant now) {
        execute("""
                INSERT INTO mute (reader_id, kind, target_id, until, created_at)
                SELECT reader_id, kind, :into, until, created_at FROM mute AS brought
                WHERE kind = 'TOPIC' AND target_id = :from AND reader_id = ANY (:readers) AND until > :now
                    AND NOT EXISTS (
                        SELECT FROM subscription AS held
                        WHERE held.reader_id = brought.reader_id AND held.topic_id = :into
                            AND (held.until IS NULL OR held.until > :now))
                ON CONFLICT (reader_id, kind, target_id)
                DO UPDATE SET until = greatest(mute.until, excluded.until)""", readers, from, into, now);
    }

    /// @return how many follow the other one since
    int bringFollows(Collection<Long> readers, long from, long into, Instant now) {
        return execute("""
                INSERT INTO subscription (reader_id, topic_id, level, created_at, until)
                SELECT reader_id, :into, level, created_at, until FROM subscription
                WHERE topic_id = :from AND reader_id = ANY (:readers) AND (until IS NULL OR until > :now)
                ORDER BY reader_id
                ON CONFLICT (reader_id, topic_id)
                DO UPDATE SET level = excluded.level, until = excluded.until, created_at = excluded.created_at
                WHERE subscription.until <= :now""", readers, from, into, now);
    }

    /// After they follow the other one: nobody is lost in between.
    int dropFollows(Collection<Long> readers, long from) {
        return execute(
                "DELETE FROM subscription WHERE topic_id = :from AND reader_id = ANY (:readers)",
                readers,
                from,
                0,
                Instant.EPOCH);
    }

    void dropMutes(Collection<Long> readers, long from) {
        execute(
                "DELETE FROM mute WHERE kind = 'TOPIC' AND target_id = :from AND reader_id = ANY (:readers)",
                readers,
                from,
                0,
                Instant.EPOCH);
    }

    private int execute(String statement, Collection<Long> readers, long from, long into, Instant now) {
        return jdbi.withHandle(db -> db.createUpdate(statement)
                .bindArray("readers", Long.class, List.copyOf(readers))
                .bindMap(Map.of("from", from, "into", into, "now", now))
                .execute());
    }

    List<Merge> movingOf(long reader) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT id, merged_into FROM topic
                        WHERE merged_into IS NOT NULL AND moving AND id IN (
                            SELECT topic_id FROM subscription WHERE reader_id = :reader
                            UNION SELECT target_id FROM mute WHERE reader_id = :reader AND kind = 'TOPIC')
                        ORDER BY id""")
                .bind("reader", reader)
                .map((row, context) -> new Merge(row.getLong("id"), row.getLong("merged_into")))
                .list());
    }

    record Merge(long from, long into) {}
}
