package io.newsbell.subscription;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

@Singleton
class MuteSql {
    private final Jdbi jdbi;

    MuteSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// @return whether it was not muted before; empty, and nothing is changed, if the reader has muted as
    ///         much as is allowed
    Optional<Boolean> mute(long reader, Target target, Instant until, int limit, Instant now) {
        return jdbi.withHandle(db -> db.createQuery("""
                        INSERT INTO mute (reader_id, kind, target_id, until, created_at)
                        SELECT :reader, :kind, :target, :until, :now
                        WHERE EXISTS (
                                SELECT 1 FROM mute WHERE reader_id = :reader AND kind = :kind AND target_id = :target)
                            OR (SELECT count(*) < :limit FROM mute WHERE reader_id = :reader AND until > :now)
                        ON CONFLICT (reader_id, kind, target_id) DO UPDATE SET until = excluded.until
                        RETURNING created_at = :now AS is_new""")
                .bind("reader", reader)
                .bind("kind", target.kind().name())
                .bind("target", target.id())
                .bind("until", until)
                .bind("limit", limit)
                .bind("now", now)
                .mapTo(Boolean.class)
                .findOne());
    }

    void unmute(long reader, Target target) {
        jdbi.useHandle(db -> db.createUpdate(
                        "DELETE FROM mute WHERE reader_id = :reader AND kind = :kind AND target_id = :target")
                .bind("reader", reader)
                .bind("kind", target.kind().name())
                .bind("target", target.id())
                .execute());
    }

    List<Mutes.Mute> of(long reader, Instant now) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT DISTINCT ON (target) coalesce(topic.slug, 'story:' || target_id) AS target,
                            coalesce(topic.name, (SELECT title FROM alert WHERE story_id = target_id AND mute.kind = 'STORY'
                                            ORDER BY alert.created_at DESC LIMIT 1), '') AS name,
                            until, mute.created_at AS since
                        FROM mute LEFT JOIN topic AS named ON mute.kind = 'TOPIC' AND named.id = target_id
                            LEFT JOIN topic ON topic.id = coalesce(named.merged_into, named.id)
                        WHERE reader_id = :reader AND until > :now AND (mute.kind = 'STORY' OR topic.slug IS NOT NULL)
                        ORDER BY target, topic.id <> named.id, until DESC""")
                .bind("reader", reader)
                .bind("now", now)
                .map((row, context) -> new Mutes.Mute(
                        row.getString("target"),
                        row.getString("name"),
                        row.getTimestamp("until").toInstant(),
                        row.getTimestamp("since").toInstant()))
                .list());
    }

    enum Kind {
        TOPIC,
        STORY
    }

    record Target(Kind kind, long id) {
        ReaderChange change(long reader) {
            return switch (kind) {
                case TOPIC -> new ReaderChange.TopicMute(reader, id);
                case STORY -> new ReaderChange.StoryMute(reader, id);
            };
        }
    }
}
