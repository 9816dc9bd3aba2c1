package io.newsbell.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.newsbell.app.Secret;
import io.newsbell.feed.Feed.Counts;
import io.newsbell.feed.Feed.Defaults;
import io.newsbell.feed.Feed.Trouble;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

@Singleton
class FeedSql {
    private final Jdbi jdbi;
    private final ObjectMapper json;

    FeedSql(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    /// Makes or changes a feed. What is changed is read anew, and whoever reads it as it was no longer counts. At
    /// another address nothing is known of it: what is there now is no news.
    void save(long app, String name, String url, Defaults defaults, boolean enabled, Duration interval, Instant now) {
        jdbi.useHandle(db -> db.createUpdate("""
                        INSERT INTO feed AS old (app_id, name, url, section, tags, language, enabled, created_at,
                            interval_ms, next_poll_at)
                        VALUES (:app, :name, :url, :section, :tags, :language, :enabled, :now, :interval,
                            CASE WHEN :enabled THEN CAST(:now AS timestamptz) END)
                        ON CONFLICT (app_id, name) DO UPDATE SET
                            url = excluded.url, section = excluded.section, tags = excluded.tags,
                            language = excluded.language, enabled = excluded.enabled, gone_at = NULL,
                            next_poll_at = excluded.next_poll_at, lease = NULL, leased_until = NULL,
                            etag = NULL, last_modified = NULL, body_hash = '', moved_to = NULL,
                            fingerprints = CASE WHEN old.url = excluded.url THEN old.fingerprints ELSE '' END,
                            baseline_at = CASE WHEN old.url = excluded.url THEN old.baseline_at END,
                            hub = NULL, hub_topic = NULL, callback = NULL, hub_secret = NULL, hub_asked_at = NULL,
                            pushed_until = NULL""")
                .bind("app", app)
                .bind("name", name)
                .bind("url", url)
                .bind("section", defaults.section())
                .bindArray("tags", String.class, defaults.tags())
                .bind("language", defaults.language())
                .bind("enabled", enabled)
                .bind("interval", interval.toMillis())
                .bind("now", now)
                .execute());
    }

    List<Feed> ofApp(long app) {
        return jdbi.withHandle(db -> db.createQuery("SELECT * FROM feed WHERE app_id = :app ORDER BY name")
                .bind("app", app)
                .map((row, context) -> feed(row))
                .list());
    }

    Optional<Feed> byName(long app, String name) {
        return jdbi.withHandle(db -> db.createQuery("SELECT * FROM feed WHERE app_id = :app AND name = :name")
                .bind("app", app)
                .bind("name", name)
                .map((row, context) -> feed(row))
                .findOne());
    }

    boolean delete(long app, String name) {
        return jdbi.withHandle(db -> db.createUpdate("DELETE FROM feed WHERE app_id = :app AND name = :name")
                        .bind("app", app)
                        .bind("name", name)
                        .execute())
                > 0;
    }

    void pollNow(long id, Instant now) {
        jdbi.useHandle(
                db -> db.createUpdate("""
                        UPDATE feed SET next_poll_at = :now, gone_at = NULL WHERE id = :id AND enabled""").bind("id", id).bind("now", now).execute());
    }

    /// Takes feeds that are due, for this caller alone until the lease ends.
    List<Feed> claim(UUID lease, Instant now, Instant until, int most) {
        return jdbi.withHandle(db -> db.createQuery("""
                        UPDATE feed SET lease = :lease, leased_until = :until
                        WHERE id IN (
                            SELECT id FROM feed
                            WHERE next_poll_at <= :now AND (leased_until IS NULL OR leased_until <= :now)
                            ORDER BY next_poll_at LIMIT :most FOR UPDATE SKIP LOCKED)
                        RETURNING *""")
                .bind("lease", lease)
                .bind("now", now)
                .bind("until", until)
                .bind("most", most)
                .map((row, context) -> feed(row))
                .list());
    }

    /// Whether the lease was still good: what a slow node found out is not written over what a later one did.
    boolean finish(Feed before, Feed feed, UUID lease) {
        return jdbi.withHandle(db -> db.createUpdate("""
                        UPDATE feed SET
                            lease = NULL, leased_until = NULL, moved_to = :movedTo, gone_at = :goneAt,
                            next_poll_at = :nextPollAt, interval_ms = :interval, etag = :etag,
                            last_modified = :lastModified, body_hash = :bodyHash, fingerprints = :fingerprints,
                            baseline_at = :baselineAt, polled_at = :polledAt, succeeded_at = :succeededAt,
                            items_seen = items_seen + :seen, items_accepted = items_accepted + :accepted, fault = :fault,
                            fault_detail = :detail, failures = :failures, refused = :refused::jsonb
                        WHERE id = :id AND lease = :lease""")
                        .bind("id", feed.id())
                        .bind("lease", lease)
                        .bind("movedTo", feed.movedTo())
                        .bind("goneAt", feed.goneAt())
                        .bind("nextPollAt", feed.nextPollAt())
                        .bind("interval", feed.interval().toMillis())
                        .bind("etag", feed.etag())
                        .bind("lastModified", feed.lastModified())
                        .bind("bodyHash", feed.bodyHash())
                        .bind("fingerprints", feed.fingerprints())
                        .bind("baselineAt", feed.baselineAt())
                        .bind("polledAt", feed.polledAt())
                        .bind("succeededAt", feed.succeededAt())
                        .bind("seen", feed.counts().seen() - before.counts().seen())
                        .bind(
                                "accepted",
                                feed.counts().accepted() - before.counts().accepted())
                        .bind(
                                "fault",
                                feed.trouble() == null
                                        ? null
                                        : feed.trouble().fault().name())
                        .bind(
                                "detail",
                                feed.trouble() == null ? null : feed.trouble().detail())
                        .bind(
                                "failures",
                                feed.trouble() == null ? 0 : feed.trouble().failures())
                        .bind("refused", text(feed.refused()))
                        .execute())
                > 0;
    }

    void subscribe(long id, Push push) {
        jdbi.useHandle(db -> db.createUpdate("""
                        UPDATE feed SET hub = :hub, hub_topic = :topic, callback = :callback, hub_secret = :secret,
                            hub_asked_at = :askedAt, pushed_until = :until
                        WHERE id = :id""")
                .bind("id", id)
                .bind("hub", push.offer().hub())
                .bind("topic", push.offer().topic())
                .bind("callback", push.callback())
                .bind("secret", push.secret().value())
                .bind("askedAt", push.askedAt())
                .bind("until", push.until())
                .execute());
    }

    Optional<Feed> byCallback(UUID callback) {
        return jdbi.withHandle(db -> db.createQuery("SELECT * FROM feed WHERE callback = :callback AND enabled")
                .bind("callback", callback)
                .map((row, context) -> feed(row))
                .findOne());
    }

    boolean confirm(UUID callback, String topic, Instant until) {
        return jdbi.withHandle(db -> db.createUpdate("""
                        UPDATE feed SET pushed_until = :until
                        WHERE callback = :callback AND hub_topic = :topic AND enabled""")
                        .bind("callback", callback)
                        .bind("topic", topic)
                        .bind("until", until)
                        .execute())
                > 0;
    }

    void denied(UUID callback) {
        jdbi.useHandle(db -> db.createUpdate("UPDATE feed SET pushed_until = NULL WHERE callback = :callback")
                .bind("callback", callback)
                .execute());
    }

    /// Besides what a poll writes: a push may come in the middle of one.
    void pushed(long id, FeedIntake.Taken taken) {
        jdbi.useHandle(db -> db.createUpdate("""
                        UPDATE feed SET items_seen = items_seen + :seen, items_accepted = items_accepted + :accepted
                        WHERE id = :id""")
                .bind("id", id)
                .bind("seen", taken.seen())
                .bind("accepted", taken.accepted())
                .execute());
    }

    private Feed feed(ResultSet row) throws SQLException {
        return new Feed(
                row.getLong("id"),
                row.getLong("app_id"),
                row.getString("name"),
                row.getString("url"),
                row.getString("moved_to"),
                new Defaults(
                        row.getString("section"),
                        List.of((String[]) row.getArray("tags").getArray()),
                        row.getString("language")),
                row.getBoolean("enabled"),
                instant(row, "gone_at"),
                instant(row, "next_poll_at"),
                Duration.ofMillis(row.getLong("interval_ms")),
                row.getString("etag"),
                row.getString("last_modified"),
                row.getBytes("body_hash"),
                row.getBytes("fingerprints"),
                instant(row, "baseline_at"),
                instant(row, "polled_at"),
                instant(row, "succeeded_at"),
                new Counts(row.getLong("items_seen"), row.getLong("items_accepted")),
                row.getString("fault") == null
                        ? null
                        : new Trouble(
                                FeedFault.valueOf(row.getString("fault")),
                                row.getString("fault_detail"),
                                row.getInt("failures")),
                refused(row.getString("refused")),
                row.getString("hub") == null ? null : push(row));
    }

    private static Push push(ResultSet row) throws SQLException {
        return new Push(
                new Hubs.Offer(row.getString("hub"), row.getString("hub_topic")),
                row.getObject("callback", UUID.class),
                new Secret(row.getString("hub_secret")),
                row.getTimestamp("hub_asked_at").toInstant(),
                instant(row, "pushed_until"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    private List<ReadFeed.Refused> refused(String text) {
        try {
            return json.readValue(text, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text(List<ReadFeed.Refused> refused) {
        try {
            return json.writeValueAsString(refused);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
