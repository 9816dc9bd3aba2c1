package io.newsbell.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

@Singleton
class ArticleSql {
    private static final String SELECT = """
            SELECT id, app_id, external_id, version, content, received_at, changed_at, backlog, source, withdrawn_in
            FROM article
            """;

    private final Jdbi jdbi;
    private final ObjectMapper json;

    ArticleSql(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    /// Stores the article if it is new or differs from what is stored; empty if it is the same. One
    /// statement, so that the same article fifty times at once is one article.
    Optional<Stored> store(
            long app, String externalId, String content, byte[] hash, Source source, Arrival arrival, Instant now) {
        return jdbi.withHandle(db -> db.createQuery("""
                        INSERT INTO article AS stored (id, app_id, external_id, version, content, content_hash,
                            received_at, changed_at, backlog, source)
                        VALUES (nextval('article_seq'), :app, :externalId, 1, :content::jsonb, :hash, :now, :now,
                            :backlog, :source)
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
                .bind("source", source.name())
                .bind("now", now)
                .map((row, context) -> new Stored(row.getLong("id"), row.getInt("version")))
                .findOne());
    }

    /// Makes a version that says so; empty if there is no such article, or it is withdrawn already. Without a
    /// hash, the same content again is an edit.
    Optional<Stored> withdraw(long app, String externalId, Instant now) {
        return jdbi.withHandle(db -> db.createQuery("""
                        UPDATE article SET version = version + 1, withdrawn_in = version + 1, content_hash = '',
                            changed_at = :now
                        WHERE app_id = :app AND external_id = :externalId AND withdrawn_in IS DISTINCT FROM version
                        RETURNING id, version""")
                .bind("app", app)
                .bind("externalId", externalId)
                .bind("now", now)
                .map((row, context) -> new Stored(row.getLong("id"), row.getInt("version")))
                .findOne());
    }

    /// How many came from the article's source in the time before it, at most so many.
    int cameBefore(Article article, Instant since, int most) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT count(*) FROM (
                            SELECT FROM article
                            WHERE app_id = :app AND source = :source AND received_at > :since
                                AND received_at <= :received AND id < :id AND NOT backlog
                            LIMIT :most) AS earlier""")
                .bind("app", article.appId())
                .bind("source", article.source().name())
                .bind("since", since)
                .bind("received", article.receivedAt())
                .bind("id", article.id())
                .bind("most", most)
                .mapTo(Integer.class)
                .one());
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

    List<Article> recent(long app, Instant before, int limit) {
        return jdbi.withHandle(db -> db.createQuery(SELECT + """
                        WHERE app_id = :app AND withdrawn_in IS DISTINCT FROM version AND changed_at < :before
                        ORDER BY changed_at DESC LIMIT :limit""")
                .bind("app", app)
                .bind("before", before)
                .bind("limit", limit)
                .map((row, context) -> article(row))
                .list());
    }

    List<Article> byIds(Collection<Long> ids) {
        return jdbi.withHandle(db -> db.createQuery(SELECT + "WHERE id = ANY (:ids)")
                .bindArray("ids", Long.class, ids)
                .map((row, context) -> article(row))
                .list());
    }

    long countSince(long app, Instant time) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT count(*) FROM article
                        WHERE app_id = :app AND received_at >= :time AND withdrawn_in IS DISTINCT FROM version""")
                .bind("app", app)
                .bind("time", time)
                .mapTo(Long.class)
                .one());
    }

    List<Article> receivedSince(long app, Instant time, long before, int limit) {
        return jdbi.withHandle(db -> db.createQuery(SELECT + """
                        WHERE app_id = :app AND received_at >= :time AND id < :before
                            AND withdrawn_in IS DISTINCT FROM version
                        ORDER BY id DESC LIMIT :limit""")
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
                    row.getBoolean("backlog"),
                    new Source(row.getString("source")),
                    row.getObject("withdrawn_in", Integer.class));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(
                    "The article " + row.getLong("id") + " is stored in a form that cannot be read", e);
        }
    }

    record Stored(long id, int version) {}
}
