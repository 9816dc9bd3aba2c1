package io.newsbell.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.newsbell.ingest.ArticleContent;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

@Singleton
class AlertSql {
    private static final TypeReference<List<Finding>> FINDINGS = new TypeReference<>() {};
    private static final TypeReference<Target> TARGET = new TypeReference<>() {};
    private static final TypeReference<Rollout> ROLLOUT = new TypeReference<>() {};

    private final Jdbi jdbi;
    private final ObjectMapper json;

    AlertSql(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    /// False if it is the article's own alert, and the article has had that already.
    boolean insert(Alert alert, boolean automatic) {
        return jdbi.withHandle(db -> db.createUpdate("""
                        INSERT INTO alert (id, app_id, article_id, story_id, version, level, state, reason, guards,
                            title, body, link, image, topics, target, rollout, automatic, created_at, released_at,
                            expires_at)
                        VALUES (:id, :app, :article, :story, :version, :level, :state, :reason, :guards::jsonb,
                            :title, :body, :link, :image, :topics, :target::jsonb, :rollout::jsonb, :automatic,
                            :created,
                            CASE WHEN :automatic AND :state <> 'HELD' THEN
                                (SELECT greatest(changed_at, CAST(content ->> 'embargoedUntil' AS timestamptz))
                                FROM article WHERE id = :article)
                            WHEN :state <> 'HELD' THEN CAST(:created AS timestamptz) END,
                            :expires)
                        ON CONFLICT (article_id) WHERE automatic DO NOTHING""")
                        .bind("automatic", automatic)
                        .bind("id", alert.id())
                        .bind("app", alert.appId())
                        .bind("article", alert.articleId())
                        .bind("story", alert.storyId())
                        .bind("version", alert.version())
                        .bind("level", alert.level().name())
                        .bind("state", alert.state().name())
                        .bind("reason", alert.reason())
                        .bind("guards", write(alert.guards()))
                        .bind("title", alert.title())
                        .bind("body", alert.body())
                        .bind("link", text(alert.link()))
                        .bind("image", text(alert.image()))
                        .bindArray("topics", Long.class, alert.topics())
                        .bind("target", write(alert.target()))
                        .bind("rollout", write(alert.rollout()))
                        .bind("created", alert.createdAt())
                        .bind("expires", alert.expiresAt())
                        .execute()
                == 1);
    }

    Optional<Alert> byId(UUID id) {
        return select("WHERE id = ?", id).stream().findFirst();
    }

    /// The one that came of the article by itself.
    Optional<Alert> ofArticle(long article) {
        return select("WHERE article_id = ? AND automatic", article).stream().findFirst();
    }

    /// Oldest first.
    List<Alert> ofArticles(Collection<Long> articles) {
        return select("WHERE article_id = ANY (?) ORDER BY created_at", (Object) articles.toArray(Long[]::new));
    }

    /// Held until the transaction ends: it is not stopped meanwhile.
    Optional<Alert> lock(UUID id) {
        return select("WHERE id = ? FOR NO KEY UPDATE", id).stream().findFirst();
    }

    Map<UUID, Alert> byIds(Collection<UUID> ids) {
        return select("WHERE id = ANY (?)", (Object) ids.toArray(UUID[]::new)).stream()
                .collect(Collectors.toMap(Alert::id, alert -> alert));
    }

    /// The title of an alert, sent or about to be, of one of these articles.
    ///
    /// @param digests whether one that only digests have counts, too
    Optional<String> titleOfTold(List<Long> articles, boolean digests) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT title FROM alert
                        WHERE article_id = ANY (:articles) AND withdrawn_at IS NULL
                            AND state NOT IN ('HELD', 'DISMISSED', 'EXPIRED') AND (:digests OR level <> 'DIGEST')
                        ORDER BY created_at LIMIT 1""")
                .bind("digests", digests)
                .bindArray("articles", Long.class, articles)
                .mapTo(String.class)
                .findOne());
    }

    Optional<String> newestTitle(long app, long story) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT title FROM alert
                        WHERE story_id = :story AND app_id = :app AND state NOT IN ('DISMISSED', 'HELD')
                        ORDER BY created_at DESC LIMIT 1""")
                .bind("story", story)
                .bind("app", app)
                .mapTo(String.class)
                .findOne());
    }

    List<Alert> recent(long app, int limit) {
        return select("WHERE app_id = ? ORDER BY created_at DESC LIMIT ?", app, limit);
    }

    List<Alert> recent(long app, AlertState state, int limit) {
        return select("WHERE app_id = ? AND state = ? ORDER BY created_at DESC LIMIT ?", app, state.name(), limit);
    }

    /// In one order, so that two who stop them all do not wait for each other.
    List<UUID> underWay(long app) {
        return jdbi.withHandle(db -> db.createQuery(
                        "SELECT id FROM alert WHERE app_id = :app AND state IN ('APPROVED', 'SENDING') ORDER BY id")
                .bind("app", app)
                .mapTo(UUID.class)
                .list());
    }

    /// Lets a held alert go whose time has not passed.
    boolean approve(UUID id, ArticleContent content, String reason, Instant expires, Instant now) {
        return jdbi.withHandle(db -> db.createUpdate("""
                        UPDATE alert SET state = 'APPROVED', reason = :reason, expires_at = :expires,
                            released_at = :now, title = :title, body = :body, link = :link, image = :image
                        WHERE id = :id AND state = 'HELD' AND expires_at > :now""")
                        .bind("id", id)
                        .bind("title", AlertText.title(content))
                        .bind("body", AlertText.body(content))
                        .bind("link", text(content.url()))
                        .bind("image", text(content.image()))
                        .bind("reason", reason)
                        .bind("expires", expires)
                        .bind("now", now)
                        .execute()
                == 1);
    }

    /// Not if it was recalled, or its time has passed.
    boolean resume(UUID id, String reason, Instant now) {
        return jdbi.withHandle(db -> db.createUpdate("""
                        UPDATE alert SET state = 'APPROVED', reason = :reason || ' ' || reason
                        WHERE id = :id AND state = 'STOPPED' AND expires_at > :now AND withdrawn_at IS NULL""")
                        .bind("id", id)
                        .bind("reason", reason)
                        .bind("now", now)
                        .execute()
                == 1);
    }

    void expireHeld(Instant now) {
        jdbi.useHandle(db -> db.createUpdate("""
                        UPDATE alert SET state = 'EXPIRED', reason = 'Nobody decided before its time had passed. ' || reason
                        WHERE state = 'HELD' AND expires_at <= :now""").bind("now", now).execute());
    }

    /// @param guard only those that this guard rail held, perhaps others, too; null for all
    int dismissHeld(long app, String source, @Nullable String guard, String reason) {
        return jdbi.withHandle(db -> db.createUpdate("""
                        UPDATE alert SET state = 'DISMISSED', reason = :reason FROM article
                        WHERE article.id = article_id AND alert.app_id = :app AND state = 'HELD' AND source = :source
                            AND (:guard::text IS NULL
                                OR guards @> jsonb_build_array(jsonb_build_object('code', :guard::text)))""")
                .bind("app", app)
                .bind("source", source)
                .bind("guard", guard)
                .bind("reason", reason)
                .execute());
    }

    /// Moves the alert on only if its state, at this moment, allows it.
    boolean advance(UUID id, AlertState to, @Nullable String reason) {
        return jdbi.withHandle(db -> db.createUpdate("""
                        UPDATE alert SET state = :to, reason = coalesce(:reason, reason)
                        WHERE id = :id AND state = ANY (:before)""")
                        .bind("id", id)
                        .bind("to", to.name())
                        .bind("reason", reason)
                        .bindArray(
                                "before",
                                String.class,
                                to.before().stream().map(Enum::name).toList())
                        .execute()
                == 1);
    }

    private List<Alert> select(String where, Object... arguments) {
        return jdbi.withHandle(db -> db.select("SELECT * FROM alert " + where, arguments)
                .map((row, context) -> alert(row))
                .list());
    }

    private Alert alert(ResultSet row) throws SQLException {
        return new Alert(
                row.getObject("id", UUID.class),
                row.getLong("app_id"),
                row.getObject("article_id", Long.class),
                row.getLong("story_id"),
                row.getInt("version"),
                AlertLevel.valueOf(row.getString("level")),
                AlertState.valueOf(row.getString("state")),
                row.getString("reason"),
                read(row.getString("guards"), FINDINGS),
                row.getString("title"),
                row.getString("body"),
                uri(row.getString("link")),
                uri(row.getString("image")),
                List.of((Long[]) row.getArray("topics").getArray()),
                read(row.getString("target"), TARGET),
                read(row.getString("rollout"), ROLLOUT),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant());
    }

    private <T> T read(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable String text(@Nullable URI uri) {
        return uri == null ? null : uri.toString();
    }

    private static @Nullable URI uri(@Nullable String text) {
        return text == null ? null : URI.create(text);
    }
}
