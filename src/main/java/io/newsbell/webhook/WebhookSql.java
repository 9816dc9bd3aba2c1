package io.newsbell.webhook;

import io.newsbell.app.Secret;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

@Singleton
class WebhookSql {
    private static final String SELECT = """
            SELECT *, (SELECT count(*) FROM webhook_delivery WHERE webhook_id = webhook.id) AS waiting FROM webhook
            WHERE app_id = :app\s""";

    private final Jdbi jdbi;

    WebhookSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Makes or changes a webhook. What waits for one that is changed is tried at once, there.
    ///
    /// @param secret of a new one
    /// @return whether it is new
    boolean save(long app, String name, Webhooks.Wish wish, Secret secret, Instant now) {
        return jdbi.withHandle(db -> db.createQuery("""
                        WITH saved AS (
                            INSERT INTO webhook (app_id, name, url, events, lead_seconds, enabled, created_at, secret)
                            VALUES (:app, :name, :url, :events, :lead, :enabled, :now, :secret)
                            ON CONFLICT (app_id, name) DO UPDATE SET
                                url = excluded.url, events = excluded.events, lead_seconds = excluded.lead_seconds,
                                enabled = excluded.enabled, gone_at = NULL, not_before = NULL
                            RETURNING id, xmax = 0 AS made),
                        hastened AS (
                            UPDATE webhook_delivery SET due_at = :now FROM saved
                            WHERE webhook_id = saved.id AND due_at > :now)
                        SELECT made FROM saved""")
                .bind("app", app)
                .bind("name", name)
                .bind("url", wish.url())
                .bindArray(
                        "events",
                        String.class,
                        wish.events().stream().map(WebhookEvent::value).toList())
                .bind("lead", wish.lead().toSeconds())
                .bind("enabled", wish.enabled())
                .bind("secret", secret.value())
                .bind("now", now)
                .mapTo(Boolean.class)
                .one());
    }

    List<Webhook> ofApp(long app) {
        return jdbi.withHandle(db -> db.createQuery(SELECT + "ORDER BY name")
                .bind("app", app)
                .map((row, context) -> webhook(row))
                .list());
    }

    Optional<Webhook> byName(long app, String name) {
        return jdbi.withHandle(db -> db.createQuery(SELECT + "AND name = :name")
                .bind("app", app)
                .bind("name", name)
                .map((row, context) -> webhook(row))
                .findOne());
    }

    /// With it goes what an alert put for one while that was deleted.
    ///
    /// @return false if there is none of this name
    boolean delete(long app, String name) {
        return jdbi.withHandle(db -> db.createQuery("""
                        WITH deleted AS (DELETE FROM webhook WHERE app_id = :app AND name = :name RETURNING id),
                        dropped AS (
                            DELETE FROM webhook_delivery USING deleted
                            WHERE webhook_id = deleted.id
                                OR NOT EXISTS (SELECT 1 FROM webhook WHERE webhook.id = webhook_id))
                        SELECT id FROM deleted""")
                .bind("app", app)
                .bind("name", name)
                .mapTo(Long.class)
                .findOne()
                .isPresent());
    }

    /// False if there is none of this name.
    boolean rotate(long app, String name, Secret secret, Instant previousUntil) {
        return jdbi.withHandle(db -> db.createUpdate("""
                        UPDATE webhook SET previous_secret = secret, previous_until = :until, secret = :secret
                        WHERE app_id = :app AND name = :name""")
                        .bind("app", app)
                        .bind("name", name)
                        .bind("secret", secret.value())
                        .bind("until", previousUntil)
                        .execute()
                > 0);
    }

    /// The longest that a webhook of the app wants phones to wait after a warning; empty if none wants to be warned.
    Optional<Duration> longestLead(long app) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT max(lead_seconds) FROM webhook
                        WHERE app_id = :app AND :event = ANY (events) AND enabled AND gone_at IS NULL
                        HAVING count(*) > 0""")
                .bind("app", app)
                .bind("event", WebhookEvent.CROWD_EXPECTED.value())
                .mapTo(Integer.class)
                .findOne()
                .map(Duration::ofSeconds));
    }

    private static Webhook webhook(ResultSet row) throws SQLException {
        var attemptedAt = instant(row, "attempted_at");
        return new Webhook(
                row.getLong("id"),
                row.getString("name"),
                row.getString("url"),
                Stream.of((String[]) row.getArray("events").getArray())
                        .map(WebhookEvent::of)
                        .toList(),
                Duration.ofSeconds(row.getInt("lead_seconds")),
                row.getBoolean("enabled"),
                row.getTimestamp("created_at").toInstant(),
                instant(row, "previous_until"),
                instant(row, "gone_at"),
                attemptedAt == null
                        ? null
                        : new Webhook.Attempt(
                                attemptedAt, row.getObject("status", Integer.class), row.getString("error")),
                instant(row, "delivered_at"),
                instant(row, "failing_since"),
                row.getInt("failures"),
                row.getLong("waiting"),
                row.getLong("lost"),
                instant(row, "lost_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
