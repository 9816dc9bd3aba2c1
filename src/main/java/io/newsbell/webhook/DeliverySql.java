package io.newsbell.webhook;

import io.newsbell.app.Secret;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// What webhooks are to be told, and what came of it. An alert's changes are put here by a trigger, see V16.
@Singleton
class DeliverySql {
    /// To one webhook at the same time. One that fails is tried with one message after the other.
    private static final int AT_ONCE = 4;

    private static final int LONGEST_ERROR = 500;

    private final Jdbi jdbi;

    DeliverySql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// For all webhooks of an app that want to hear of it.
    void put(long app, WebhookEvent event, String data, Instant now) {
        jdbi.useHandle(db -> db.createUpdate("""
                        INSERT INTO webhook_delivery (id, webhook_id, type, occurred_at, due_at, data)
                        SELECT gen_random_uuid(), id, :type, :now, :now, :data::jsonb FROM webhook
                        WHERE app_id = :app AND :type = ANY (events) AND enabled AND gone_at IS NULL""")
                .bind("app", app)
                .bind("type", event.value())
                .bind("data", data)
                .bind("now", now)
                .execute());
    }

    void putPing(long webhook, String data, Instant now) {
        jdbi.useHandle(db -> db.createUpdate("""
                        INSERT INTO webhook_delivery (id, webhook_id, type, occurred_at, due_at, data)
                        VALUES (gen_random_uuid(), :webhook, :type, :now, :now, :data::jsonb)""")
                .bind("webhook", webhook)
                .bind("type", WebhookEvent.PING)
                .bind("data", data)
                .bind("now", now)
                .execute());
    }

    /// Takes what is due, for this caller alone until the lease ends.
    List<Delivery> claim(UUID lease, Instant now, Instant until, int most) {
        return jdbi.withHandle(db -> db.createQuery("""
                        WITH due AS MATERIALIZED (
                            SELECT next.id FROM webhook CROSS JOIN LATERAL (
                                SELECT id, due_at FROM webhook_delivery
                                WHERE webhook_id = webhook.id AND due_at <= :now
                                    AND (leased_until IS NULL OR leased_until <= :now)
                                ORDER BY due_at
                                LIMIT greatest(0, CASE WHEN webhook.failing_since IS NULL THEN :atOnce ELSE 1 END - (
                                    SELECT count(*) FROM webhook_delivery
                                    WHERE webhook_id = webhook.id AND leased_until > :now))
                                FOR UPDATE SKIP LOCKED) AS next
                            WHERE enabled AND gone_at IS NULL AND (not_before IS NULL OR not_before <= :now)
                            ORDER BY next.due_at LIMIT :most)
                        UPDATE webhook_delivery AS delivery
                        SET lease = :lease, leased_until = :until, attempts = attempts + 1,
                            first_attempt_at = coalesce(first_attempt_at, :now)
                        FROM due, webhook
                        WHERE delivery.id = due.id AND webhook.id = webhook_id
                        RETURNING delivery.*, name, url, secret,
                            CASE WHEN previous_until > :now THEN previous_secret END AS previous""")
                .bind("lease", lease)
                .bind("now", now)
                .bind("until", until)
                .bind("atOnce", AT_ONCE)
                .bind("most", most)
                .map((row, context) -> delivery(row))
                .list());
    }

    /// Until the transaction ends nobody else writes down how the webhook is, or what it is told when.
    void lock(long webhook) {
        jdbi.useHandle(db -> db.execute("SELECT 1 FROM webhook WHERE id = ? FOR NO KEY UPDATE", webhook));
    }

    /// False if somebody else has taken it over.
    boolean remove(UUID id, UUID lease) {
        return jdbi.withHandle(db -> db.execute("DELETE FROM webhook_delivery WHERE id = ? AND lease = ?", id, lease))
                > 0;
    }

    boolean postpone(UUID id, UUID lease, Instant due) {
        return jdbi.withHandle(db -> db.execute(
                        "UPDATE webhook_delivery SET lease = NULL, leased_until = NULL, due_at = ? WHERE id = ? AND lease = ?",
                        due,
                        id,
                        lease))
                > 0;
    }

    /// As if it had not been taken.
    void release(UUID id, UUID lease) {
        jdbi.useHandle(db -> db.execute(
                "UPDATE webhook_delivery SET lease = NULL, leased_until = NULL WHERE id = ? AND lease = ?", id, lease));
    }

    /// The webhook is well. What waited because it was not is due now.
    void taken(long webhook, int status, Instant now) {
        jdbi.useHandle(db -> db.createUpdate("""
                        WITH before AS (SELECT failing_since FROM webhook WHERE id = :webhook FOR NO KEY UPDATE),
                        hastened AS (
                            UPDATE webhook_delivery SET due_at = :now FROM before
                            WHERE webhook_id = :webhook AND failing_since IS NOT NULL AND due_at > :now)
                        UPDATE webhook SET attempted_at = :now, status = :status, error = NULL, delivered_at = :now,
                            failing_since = NULL, failures = 0, not_before = NULL
                        WHERE id = :webhook""")
                .bind("webhook", webhook)
                .bind("status", status)
                .bind("now", now)
                .execute());
    }

    /// @param lost whether the message was given up
    void failed(long webhook, Answer.Failed failed, Instant now, Optional<Instant> notBefore, boolean lost) {
        var error = failed.error();
        jdbi.useHandle(db -> db.createUpdate("""
                        UPDATE webhook SET attempted_at = :now, status = :status, error = :error,
                            failing_since = coalesce(failing_since, :now), failures = failures + 1,
                            not_before = :notBefore, lost = lost + :lost,
                            lost_at = CASE WHEN :lost > 0 THEN :now ELSE lost_at END
                        WHERE id = :webhook""")
                .bind("webhook", webhook)
                .bind("status", failed.status().orElse(null))
                .bind("error", error.substring(0, Math.min(error.length(), LONGEST_ERROR)))
                .bind("now", now)
                .bind("notBefore", notBefore.orElse(null))
                .bind("lost", lost ? 1 : 0)
                .execute());
    }

    /// Nothing that waits will be told.
    void gone(long webhook, Instant now) {
        jdbi.useHandle(db ->
                db.createUpdate("""
                        WITH dropped AS (DELETE FROM webhook_delivery WHERE webhook_id = :webhook RETURNING 1)
                        UPDATE webhook SET attempted_at = :now, status = 410, gone_at = :now, lost_at = :now,
                            error = 'It is gone for good (410).', failing_since = coalesce(failing_since, :now),
                            failures = failures + 1, lost = lost + 1 + (SELECT count(*) FROM dropped)
                        WHERE id = :webhook""").bind("webhook", webhook).bind("now", now).execute());
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        var secret = new Secret(row.getString("secret"));
        var previous = row.getString("previous");
        return new Delivery(
                row.getObject("id", UUID.class),
                row.getLong("webhook_id"),
                row.getString("name"),
                row.getString("url"),
                previous == null ? List.of(secret) : List.of(secret, new Secret(previous)),
                row.getString("type"),
                row.getTimestamp("occurred_at").toInstant(),
                row.getString("data"),
                row.getInt("attempts"),
                row.getTimestamp("first_attempt_at").toInstant());
    }
}
