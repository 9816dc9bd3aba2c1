package io.newsbell.receipt;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// Each statement touches a portion: what waits for its locks waits for milliseconds.
@Singleton
class RetentionSql {
    /// Rows of one transaction.
    static final int PORTION = 2_000;

    private final Jdbi jdbi;

    RetentionSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    int highestOrdinal() {
        return one("SELECT coalesce(max(ordinal), -1) FROM device").intValue();
    }

    /// Those of a portion of the ordinals. There is no index on the time, which would make every heartbeat of every
    /// phone dearer for what is asked once a day.
    List<UUID> unseen(int fromOrdinal, Instant since) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT id FROM device WHERE ordinal >= :from AND ordinal < :to AND seen_at < :since""")
                .bind("from", fromOrdinal)
                .bind("to", (long) fromOrdinal + PORTION)
                .bind("since", since)
                .mapTo(UUID.class)
                .list());
    }

    int deleteReceipts(Instant reportedBefore) {
        return delete("""
                DELETE FROM receipt WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM receipt WHERE reported_at < :before ORDER BY reported_at LIMIT :portion))""", reportedBefore);
    }

    int deleteChallenges(Instant expired) {
        return delete("""
                DELETE FROM address_challenge WHERE expires_at < :before AND device_id = ANY (ARRAY(
                    SELECT device_id FROM address_challenge WHERE expires_at < :before LIMIT :portion))""", expired);
    }

    int deleteChallengePaces(Instant lastBefore) {
        return delete("""
                DELETE FROM address_challenge_pace WHERE sent_at[1] < :before AND address_hash = ANY (ARRAY(
                    SELECT address_hash FROM address_challenge_pace WHERE sent_at[1] < :before LIMIT :portion))""", lastBefore);
    }

    long highestReader() {
        return one("SELECT coalesce(max(id), 0) FROM reader");
    }

    /// Of a portion of the ids. A new one may be about to get its first device.
    int deleteReaders(long from, Instant createdBefore) {
        return jdbi.withHandle(db -> db.createUpdate("""
                        DELETE FROM reader
                        WHERE id >= :from AND id < :to AND user_id IS NULL AND created_at < :before
                            AND NOT EXISTS (SELECT 1 FROM device WHERE reader_id = reader.id)""")
                .bind("from", from)
                .bind("to", from + PORTION)
                .bind("before", createdBefore)
                .execute());
    }

    List<Long> unusedKeywords(int atMost) {
        return jdbi.withHandle(db -> db.createQuery("SELECT topic.id " + UNUSED_KEYWORDS + " LIMIT :most")
                .bind("most", atMost)
                .mapTo(Long.class)
                .list());
    }

    /// Asks again: it may have been followed in the meantime.
    int deleteKeyword(long topic) {
        return jdbi.withHandle(db -> db.createUpdate(
                        "DELETE FROM topic WHERE id = (SELECT topic.id " + UNUSED_KEYWORDS + " AND topic.id = :topic)")
                .bind("topic", topic)
                .execute());
    }

    private static final String UNUSED_KEYWORDS = """
            FROM topic WHERE slug LIKE 'keyword:%'
                AND NOT EXISTS (SELECT 1 FROM subscription WHERE topic_id = topic.id)
                AND NOT EXISTS (SELECT 1 FROM article_match WHERE topic_id = topic.id)
                AND NOT EXISTS (SELECT 1 FROM batch WHERE topic_id = topic.id)
                AND NOT EXISTS (SELECT 1 FROM topic child WHERE child.parent_id = topic.id)
                AND NOT EXISTS (SELECT 1 FROM mute WHERE kind = 'TOPIC' AND target_id = topic.id)""";

    private int delete(String sql, Instant before) {
        return jdbi.withHandle(db -> db.createUpdate(sql)
                .bind("before", before)
                .bind("portion", PORTION)
                .execute());
    }

    private Long one(String sql) {
        return jdbi.withHandle(db -> db.createQuery(sql).mapTo(Long.class).one());
    }
}
