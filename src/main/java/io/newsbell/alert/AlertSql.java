package io.newsbell.alert;

import jakarta.inject.Singleton;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

@Singleton
class AlertSql {
    private final Jdbi jdbi;

    AlertSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// False if the article has had its alert already.
    boolean insert(Alert alert) {
        return jdbi.withHandle(db -> db.createUpdate("""
                        INSERT INTO alert (id, app_id, article_id, story_id, version, level, state, reason, title, body,
                            link, image, topics, created_at, expires_at)
                        VALUES (:id, :app, :article, :story, :version, :level, :state, :reason, :title, :body,
                            :link, :image, :topics, :created, :expires)
                        ON CONFLICT (article_id) DO NOTHING""")
                        .bind("id", alert.id())
                        .bind("app", alert.appId())
                        .bind("article", alert.articleId())
                        .bind("story", alert.storyId())
                        .bind("version", alert.version())
                        .bind("level", alert.level().name())
                        .bind("state", alert.state().name())
                        .bind("reason", alert.reason())
                        .bind("title", alert.title())
                        .bind("body", alert.body())
                        .bind("link", text(alert.link()))
                        .bind("image", text(alert.image()))
                        .bindArray("topics", Long.class, alert.topics())
                        .bind("created", alert.createdAt())
                        .bind("expires", alert.expiresAt())
                        .execute()
                == 1);
    }

    Optional<Alert> byId(UUID id) {
        return select("WHERE id = ?", id).stream().findFirst();
    }

    Optional<Alert> ofArticle(long article) {
        return select("WHERE article_id = ?", article).stream().findFirst();
    }

    /// The title of an alert, sent or about to be, of one of these articles.
    Optional<String> titleOfTold(List<Long> articles) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT title FROM alert WHERE article_id = ANY (:articles) AND state NOT IN ('DISMISSED', 'EXPIRED')
                        ORDER BY created_at LIMIT 1""")
                .bindArray("articles", Long.class, articles)
                .mapTo(String.class)
                .findOne());
    }

    Optional<String> newestTitle(long app, long story) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT title FROM alert
                        WHERE story_id = :story AND app_id = :app AND state <> 'DISMISSED'
                        ORDER BY created_at DESC LIMIT 1""")
                .bind("story", story)
                .bind("app", app)
                .mapTo(String.class)
                .findOne());
    }

    List<Alert> recent(long app, int limit) {
        return select("WHERE app_id = ? ORDER BY created_at DESC LIMIT ?", app, limit);
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

    private static Alert alert(ResultSet row) throws SQLException {
        return new Alert(
                row.getObject("id", UUID.class),
                row.getLong("app_id"),
                row.getObject("article_id", Long.class),
                row.getLong("story_id"),
                row.getInt("version"),
                AlertLevel.valueOf(row.getString("level")),
                AlertState.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getString("title"),
                row.getString("body"),
                uri(row.getString("link")),
                uri(row.getString("image")),
                List.of((Long[]) row.getArray("topics").getArray()),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant());
    }

    private static @Nullable String text(@Nullable URI uri) {
        return uri == null ? null : uri.toString();
    }

    private static @Nullable URI uri(@Nullable String text) {
        return text == null ? null : URI.create(text);
    }
}
