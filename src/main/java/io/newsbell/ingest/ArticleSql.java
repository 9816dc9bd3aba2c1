package io.newsbell.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

@Singleton
class ArticleSql {
    private static final String SELECT = """
            SELECT id, app_id, external_id, version, content, received_at, changed_at, backlog FROM article
            """;

    private final Jdbi jdbi;
    private final ObjectMapper json;

    ArticleSql(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    /// Stores the article if it is new or differs from what is stored; empty if it is the same. One statement, so
    /// that the same article fifty times at once is one article.
    Optional<Stored> store(long app, String externalId, String content, byte[] hash, Arrival arrival, Instant now) {
        return jdbi.withHandle(db -> db.createQuery("""
                        INSERT INTO article AS stored (id, app_id, external_id, version, content, content_hash,
                            received_at, changed_at, backlog)
                        VALUES (nextval('article_seq'), :app, :externalId, 1, :content::jsonb, :hash, :now, :now,
                            :backlog)
                        ON CONFLICT (app_id, external_id) DO UPDATE SET
                            version = stored.version + 1, content = excluded.content,
                            content_hash = excluded.content_hash, changed_at = excluded.changed_at
                        WHERE stored.content_hash <> excluded.content_hash
                        RETURNING id, version""")
                .bind("app", app)
                .bind("externalId", externalId)
                .bind("content", content)
                .bind("hash", hash)
                .bind("backlog", arrival == Arrival.BACKLOG)
                .bind("now", now)
                .map((row, context) -> new Stored(row.getLong("id"), row.getInt("version")))
                .findOne());
    }

    Optional<Article> byId(long id) {
        return jdbi.withHandle(db -> db.createQuery(SELECT + "WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> article(row))
                .findOne());
    }

    /// The newest version, which nobody can change until the caller's transaction ends.
    Optional<Article> lock(long id) {
        return jdbi.withHandle(db -> db.createQuery(SELECT + "WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map((row, context) -> article(row))
                .findOne());
    }

    Optional<Article> byExternalId(long app, String externalId) {
        return jdbi.withHandle(db -> db.createQuery(SELECT + "WHERE app_id = :app AND external_id = :externalId")
                .bind("app", app)
                .bind("externalId", externalId)
                .map((row, context) -> article(row))
                .findOne());
    }

    List<Article> recent(long app, int limit) {
        return jdbi.withHandle(
                db -> db.createQuery(SELECT + "WHERE app_id = :app ORDER BY changed_at DESC LIMIT :limit")
                        .bind("app", app)
                        .bind("limit", limit)
                        .map((row, context) -> article(row))
                        .list());
    }

    long countSince(long app, Instant time) {
        return jdbi.withHandle(
                db -> db.createQuery("SELECT count(*) FROM article WHERE app_id = :app AND received_at >= :time")
                        .bind("app", app)
                        .bind("time", time)
                        .mapTo(Long.class)
                        .one());
    }

    List<Article> receivedSince(long app, Instant time, long before, int limit) {
        return jdbi.withHandle(db -> db.createQuery(SELECT + """
                        WHERE app_id = :app AND received_at >= :time AND id < :before ORDER BY id DESC LIMIT :limit""")
                .bind("app", app)
                .bind("time", time)
                .bind("before", before)
                .bind("limit", limit)
                .map((row, context) -> article(row))
                .list());
    }

    private Article article(ResultSet row) throws SQLException {
        try {
            return new Article(
                    row.getLong("id"),
                    row.getLong("app_id"),
                    row.getString("external_id"),
                    row.getInt("version"),
                    json.readValue(row.getString("content"), ArticleContent.class),
                    row.getTimestamp("received_at").toInstant(),
                    row.getTimestamp("changed_at").toInstant(),
                    row.getBoolean("backlog"));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(
                    "The article " + row.getLong("id") + " is stored in a form that cannot be read", e);
        }
    }

    record Stored(long id, int version) {}
}
