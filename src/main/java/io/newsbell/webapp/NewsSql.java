package io.newsbell.webapp;

import jakarta.inject.Singleton;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// What of articles and alerts is public. An article is in its newsroom's own public pages, but nothing
/// here shows what waits for a person, was taken back, or was refused for what a guard rail found: that may
/// be a test, or not be true.
@Singleton
class NewsSql {
    /// An alert that a person wrote is shown once it goes out at once, but not one for certain versions of
    /// the app, which is no news. What an article alone would have rung for (`DISMISSED` without a finding,
    /// or only for its age) is news all the same.
    private static final String PUBLIC = """
            SELECT article_id, story_id, title, body, link, image, level, created_at
            FROM alert
            WHERE app_id = :app AND withdrawn_at IS NULL AND created_at > :since
                AND (state IN ('APPROVED', 'SENDING', 'SENT') OR automatic AND state IN ('DISMISSED', 'EXPIRED')
                    AND NOT EXISTS (SELECT 1 FROM jsonb_array_elements(guards) AS finding
                        WHERE finding ->> 'code' <> 'stale'))
                AND (article_id IS NOT NULL OR rollout ->> 'localTime' IS NULL
                    AND target ->> 'fromVersion' IS NULL AND target ->> 'toVersion' IS NULL
                    AND coalesce(target -> 'platforms', '[]') = '[]')
            """;

    private static final String NEWEST_FIRST = " ORDER BY created_at DESC LIMIT :limit";

    private final Jdbi jdbi;

    NewsSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// What only readers' own keywords and stories brought is among it where it is an article's, for that
    /// says nothing of them.
    List<Told> newest(long app, Instant since, int limit) {
        return jdbi.withHandle(db -> db.createQuery(PUBLIC + """
                         AND (article_id IS NOT NULL OR EXISTS (SELECT 1 FROM topic
                            WHERE topic.id = ANY (topics) AND kind NOT IN ('KEYWORD', 'STORY')))""" + NEWEST_FIRST)
                .bind("app", app)
                .bind("since", since)
                .bind("limit", limit)
                .map((row, context) -> told(row))
                .list());
    }

    /// Also what was told of topics that were merged into this one.
    List<Told> ofTopic(long app, long topic, Instant since, int limit) {
        return jdbi.withHandle(db -> db.createQuery(PUBLIC + """
                         AND (EXISTS (SELECT 1 FROM article_match
                                WHERE article_match.article_id = alert.article_id AND about AND topic_id IN (
                                    SELECT id FROM topic WHERE id = :topic OR merged_into = :topic))
                            OR NOT automatic AND topics && ARRAY (
                                SELECT id FROM topic WHERE id = :topic OR merged_into = :topic))""" + NEWEST_FIRST)
                .bind("app", app)
                .bind("topic", topic)
                .bind("since", since)
                .bind("limit", limit)
                .map((row, context) -> told(row))
                .list());
    }

    List<Told> ofStory(long app, long story, int limit) {
        return jdbi.withHandle(db -> db.createQuery(PUBLIC + " AND story_id = :story" + NEWEST_FIRST)
                .bind("app", app)
                .bind("since", Instant.EPOCH)
                .bind("story", story)
                .bind("limit", limit)
                .map((row, context) -> told(row))
                .list());
    }

    private static Told told(ResultSet row) throws SQLException {
        return new Told(
                Optional.ofNullable(row.getObject("article_id", Long.class)),
                row.getLong("story_id"),
                row.getString("title"),
                row.getString("body"),
                uri(row.getString("link")),
                uri(row.getString("image")),
                row.getString("level").equals("BREAKING"),
                row.getTimestamp("created_at").toInstant());
    }

    private static @Nullable URI uri(@Nullable String text) {
        return text == null ? null : URI.create(text);
    }

    record Told(
            Optional<Long> articleId,
            long storyId,
            String title,
            String body,
            @Nullable URI link,
            @Nullable URI image,
            boolean isBreaking,
            Instant at) {}
}
