package io.newsbell.story;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// What the newsroom asks for and decides. A join also moves what other packages keep by the story: it is one
/// decision and must be one transaction, and to ask for each of them whether a story goes by two ids would make
/// every one of their queries harder, for what happens a few times a day.
@Singleton
class StoryDeskSql {
    private static final int MEMBERS_SHOWN = 500;

    private static final String SELECT_LISTED = """
            SELECT id, newest_at,
                (SELECT count(*) FROM article_story WHERE story_id = story.id) AS articles,
                (SELECT content ->> 'headline' FROM article_story JOIN article ON article.id = article_id
                    WHERE story_id = story.id ORDER BY arrived_at DESC, article_id DESC LIMIT 1) AS headline
            FROM story
            """;

    private final Jdbi jdbi;

    StoryDeskSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    List<Listed> list(long app, Optional<StoryCursor> after, int limit) {
        var where = after.isPresent() ? "AND (newest_at, id) < (:newest, :id) " : "";
        return jdbi.withHandle(db -> {
            var query = db.createQuery(SELECT_LISTED + "WHERE app_id = :app AND joined_into IS NULL " + where
                            + "ORDER BY newest_at DESC, id DESC LIMIT :limit")
                    .bind("app", app)
                    .bind("limit", limit);
            after.ifPresent(cursor -> query.bind("newest", cursor.newestAt()).bind("id", cursor.storyId()));
            return query.map((row, context) -> listed(row)).list();
        });
    }

    Listed listed(long story) {
        return jdbi.withHandle(db -> db.createQuery(SELECT_LISTED + "WHERE id = :story")
                .bind("story", story)
                .map((row, context) -> listed(row))
                .one());
    }

    /// Newest first.
    List<Member> members(long story) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT article.external_id, article.content ->> 'headline' AS headline, arrived_at, decided_by,
                            similarity, words, near_article.external_id AS near
                        FROM article_story JOIN article ON article.id = article_id
                            LEFT JOIN article AS near_article ON near_article.id = near_id
                        WHERE story_id = :story ORDER BY arrived_at DESC, article_id DESC LIMIT :limit""")
                .bind("story", story)
                .bind("limit", MEMBERS_SHOWN)
                .map((row, context) -> new Member(
                        row.getString("external_id"),
                        row.getString("headline"),
                        row.getTimestamp("arrived_at").toInstant(),
                        DecidedBy.valueOf(row.getString("decided_by")),
                        row.getString("near"),
                        row.getObject("similarity", Double.class),
                        List.of((String[]) row.getArray("words").getArray())))
                .list());
    }

    /// The ids of the story's articles, by the newsroom's.
    Map<String, Long> articles(long story) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT external_id, id FROM article_story JOIN article ON article.id = article_id
                        WHERE story_id = :story""")
                .bind("story", story)
                .map((row, context) -> Map.entry(row.getString("external_id"), row.getLong("id")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    void join(long app, long story, long other) {
        jdbi.useHandle(db -> {
            run(db, """
                    UPDATE article_story SET story_id = :story, revision = nextval('story_revision_seq'),
                        decided_by = 'NEWSROOM' WHERE story_id = :other""", app, story, other);
            run(
                    db,
                    "UPDATE story SET joined_into = :story WHERE id = :other OR joined_into = :other",
                    app,
                    story,
                    other);
            run(db, """
                    UPDATE story SET newest_at = greatest(newest_at, (SELECT newest_at FROM story WHERE id = :other))
                    WHERE id = :story""", app, story, other);
            run(db, "UPDATE alert SET story_id = :story WHERE story_id = :other", app, story, other);
            moveMutes(db, app, story, other);
            moveFollows(db, app, story, other);
        });
    }

    private static void moveMutes(Handle db, long app, long story, long other) {
        run(db, """
                INSERT INTO mute (reader_id, kind, target_id, until, created_at)
                SELECT reader_id, kind, :story, until, created_at FROM mute WHERE kind = 'STORY' AND target_id = :other
                ON CONFLICT (reader_id, kind, target_id) DO UPDATE SET until = greatest(mute.until, excluded.until)""", app, story, other);
        run(db, "DELETE FROM mute WHERE kind = 'STORY' AND target_id = :other", app, story, other);
    }

    /// The other's topic becomes the story's if that has none; else its followers move, and what is under way or
    /// waits for its embargo goes to them under the story's.
    private static void moveFollows(Handle db, long app, long story, long other) {
        run(db, """
                UPDATE topic SET slug = 'story:' || :story WHERE app_id = :app AND slug = 'story:' || :other
                    AND NOT EXISTS (SELECT 1 FROM topic WHERE app_id = :app AND slug = 'story:' || :story)""", app, story, other);
        var topic = topic(db, app, story);
        var from = topic(db, app, other);
        if (topic.isEmpty() || from.isEmpty()) {
            return;
        }
        run(db, """
                INSERT INTO subscription (reader_id, topic_id, level, created_at, until)
                SELECT reader_id, :story, level, created_at, until FROM subscription WHERE topic_id = :other
                ON CONFLICT (reader_id, topic_id) DO NOTHING""", app, topic.get(), from.get());
        run(db, "DELETE FROM subscription WHERE topic_id = :other", app, topic.get(), from.get());
        run(db, """
                UPDATE article_match SET topic_id = :story WHERE topic_id = :other AND NOT EXISTS (
                    SELECT 1 FROM article_match AS both
                    WHERE both.article_id = article_match.article_id AND both.topic_id = :story)""", app, topic.get(), from.get());
        db.createUpdate("""
                        UPDATE alert SET topics = array_replace(topics, :from, :topic)
                        WHERE story_id = :story AND :from = ANY (topics)""")
                .bind("from", from.get())
                .bind("topic", topic.get())
                .bind("story", story)
                .execute();
    }

    private static Optional<Long> topic(Handle db, long app, long story) {
        return db.createQuery("SELECT id FROM topic WHERE app_id = :app AND slug = 'story:' || :story")
                .bind("app", app)
                .bind("story", story)
                .mapTo(Long.class)
                .findOne();
    }

    /// The new story's id.
    long split(long app, long story, List<Long> articles) {
        return jdbi.withHandle(db -> {
            long part = db.createQuery("""
                            INSERT INTO story (id, app_id, newest_at)
                            SELECT nextval('story_seq'), :app, max(arrived_at) FROM article_story
                            WHERE article_id = ANY (:articles)
                            RETURNING id""")
                    .bind("app", app)
                    .bindArray("articles", Long.class, articles)
                    .mapTo(Long.class)
                    .one();
            db.createUpdate("""
                            UPDATE article_story SET story_id = :part, revision = nextval('story_revision_seq'),
                                decided_by = 'NEWSROOM', near_id = NULL, similarity = NULL, words = '{}'
                            WHERE article_id = ANY (:articles)""")
                    .bind("part", part)
                    .bindArray("articles", Long.class, articles)
                    .execute();
            db.createUpdate("UPDATE alert SET story_id = :part WHERE article_id = ANY (:articles)")
                    .bind("part", part)
                    .bindArray("articles", Long.class, articles)
                    .execute();
            db.createUpdate("""
                            UPDATE story SET newest_at = (
                                SELECT max(arrived_at) FROM article_story WHERE story_id = story.id)
                            WHERE id = :story""").bind("story", story).execute();
            return part;
        });
    }

    private static void run(Handle db, String statement, long app, long story, long other) {
        db.createUpdate(statement)
                .bindMap(Map.of("app", app, "story", story, "other", other))
                .execute();
    }

    private static Listed listed(ResultSet row) throws SQLException {
        return new Listed(
                row.getLong("id"),
                row.getString("headline"),
                row.getInt("articles"),
                row.getTimestamp("newest_at").toInstant());
    }

    /// @param headline of the newest article; null if all were deleted
    record Listed(long storyId, @Nullable String headline, int articles, Instant newestAt) {}

    /// @param near the newsroom's id of the article that it is most like
    record Member(
            String externalId,
            String headline,
            Instant arrivedAt,
            DecidedBy decidedBy,
            @Nullable String near,
            @Nullable Double similarity,
            List<String> words) {}
}
