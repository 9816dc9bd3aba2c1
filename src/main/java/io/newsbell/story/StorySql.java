package io.newsbell.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.newsbell.ingest.Article;
import io.newsbell.ingest.ArticleContent;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

@Singleton
class StorySql {
    private static final int ROWS_AT_A_TIME = 200;
    private static final String SELECT_PLACED = """
            SELECT article_id, article.version, story_id, revision, arrived_at, content
            FROM article_story JOIN article ON article.id = article_id
            WHERE article_story.app_id = :app
            """;

    private final Jdbi jdbi;
    private final ObjectMapper json;

    StorySql(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    List<Long> apps() {
        return jdbi.withHandle(
                db -> db.createQuery("SELECT id FROM app").mapTo(Long.class).list());
    }

    /// Until the transaction ends nobody else puts articles of the app into stories: two copies of one report
    /// that come at the same instant are one story.
    void lock(long app) {
        jdbi.useHandle(db -> db.execute("SELECT pg_advisory_xact_lock(hashtextextended('newsbell.story', ?))", app));
    }

    /// The article's story and the version that was looked at; empty if it has none yet.
    Optional<Seen> seen(long article) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT story_id, version FROM article_story WHERE article_id = :article""")
                .bind("article", article)
                .map((row, context) -> new Seen(row.getLong("story_id"), row.getInt("version")))
                .findOne());
    }

    /// Of these articles those whose newest version was looked at.
    Set<Long> seenNewest(Collection<Long> articles) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT article_id FROM article_story JOIN article ON article.id = article_id
                        WHERE article_id = ANY (:articles) AND article_story.version >= article.version""")
                .bindArray("articles", Long.class, articles)
                .mapTo(Long.class)
                .set());
    }

    OptionalLong storyOf(long article) {
        return seen(article).map(seen -> OptionalLong.of(seen.storyId())).orElseGet(OptionalLong::empty);
    }

    long newStory(long app, Instant newest) {
        return jdbi.withHandle(db -> db.createQuery("""
                        INSERT INTO story (id, app_id, newest_at) VALUES (nextval('story_seq'), :app, :newest)
                        RETURNING id""")
                .bind("app", app)
                .bind("newest", newest)
                .mapTo(Long.class)
                .one());
    }

    /// @param kin what it is put there for; null if it begins the story
    void place(Article article, Instant arrivedAt, long story, @Nullable Kin kin) {
        jdbi.useHandle(db -> {
            db.createUpdate("""
                            INSERT INTO article_story (article_id, story_id, app_id, revision, version, arrived_at,
                                near_id, similarity, words, copy_of)
                            VALUES (:article, :story, :app, nextval('story_revision_seq'), :version, :arrived,
                                :near, :similarity, :words, CASE WHEN :copy THEN
                                    (SELECT coalesce(copy_of, article_id) FROM article_story WHERE article_id = :near) END)""")
                    .bind("article", article.id())
                    .bind("story", story)
                    .bind("app", article.appId())
                    .bind("version", article.version())
                    .bind("arrived", arrivedAt)
                    .bindByType("near", kin == null ? null : kin.articleId(), Long.class)
                    .bindByType("similarity", kin == null ? null : kin.similarity(), Double.class)
                    .bindArray("words", String.class, kin == null ? List.of() : kin.words())
                    .bind("copy", kin != null && kin.copy())
                    .execute();
            db.createUpdate("UPDATE story SET newest_at = :arrived WHERE id = :story AND newest_at < :arrived")
                    .bind("story", story)
                    .bind("arrived", arrivedAt)
                    .execute();
        });
    }

    /// Tells the other nodes to read the article anew; it stays where it is.
    void changed(Article article) {
        jdbi.useHandle(db -> db.createUpdate("""
                        UPDATE article_story SET revision = nextval('story_revision_seq'), version = :version
                        WHERE article_id = :article AND version < :version""")
                .bind("article", article.id())
                .bind("version", article.version())
                .execute());
    }

    /// 0 if there is nothing yet.
    long newestRevision(long app) {
        return jdbi.withHandle(
                db -> db.createQuery("SELECT coalesce(max(revision), 0) FROM article_story WHERE app_id = :app")
                        .bind("app", app)
                        .mapTo(Long.class)
                        .one());
    }

    List<Placed> arrivedSince(long app, Instant since) {
        return jdbi.withHandle(db -> db.createQuery(SELECT_PLACED + "AND arrived_at >= :since ORDER BY revision")
                .setFetchSize(ROWS_AT_A_TIME)
                .bind("app", app)
                .bind("since", since)
                .map((row, context) -> placed(row))
                .list());
    }

    List<Placed> after(long app, long revision) {
        return jdbi.withHandle(db -> db.createQuery(SELECT_PLACED + "AND revision > :revision ORDER BY revision")
                .bind("app", app)
                .bind("revision", revision)
                .map((row, context) -> placed(row))
                .list());
    }

    List<Long> copies(long article) {
        return jdbi.withHandle(db ->
                db.createQuery("""
                        SELECT other.article_id FROM article_story AS mine JOIN article_story AS other USING (story_id)
                        WHERE mine.article_id = :article AND other.article_id <> :article
                            AND coalesce(mine.copy_of, mine.article_id) = coalesce(other.copy_of, other.article_id)""").bind("article", article).mapTo(Long.class).list());
    }

    /// Itself if it was not joined into another.
    OptionalLong surviving(long app, long story) {
        return jdbi.withHandle(db -> db
                .createQuery("SELECT coalesce(joined_into, id) FROM story WHERE id = :story AND app_id = :app")
                .bind("story", story)
                .bind("app", app)
                .mapTo(Long.class)
                .stream()
                .mapToLong(Long::longValue)
                .findFirst());
    }

    /// Until the transaction ends the story is neither joined nor split, and nobody else holds it.
    void hold(long story) {
        jdbi.useHandle(db -> db.execute("SELECT 1 FROM story WHERE id = ? FOR NO KEY UPDATE", story));
    }

    private Placed placed(ResultSet row) throws SQLException {
        try {
            return new Placed(
                    row.getLong("article_id"),
                    row.getInt("version"),
                    row.getLong("story_id"),
                    row.getLong("revision"),
                    row.getTimestamp("arrived_at").toInstant(),
                    json.readValue(row.getString("content"), ArticleContent.class));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Seen(long storyId, int version) {}
}
