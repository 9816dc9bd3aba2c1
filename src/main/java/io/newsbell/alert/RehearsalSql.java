package io.newsbell.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.newsbell.alert.Rehearsal.Result;
import io.newsbell.alert.Rehearsal.State;
import io.newsbell.topic.Rules;
import io.newsbell.topic.Topic;
import io.newsbell.topic.TopicKind;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

@Singleton
class RehearsalSql {
    private final Jdbi jdbi;
    private final ObjectMapper json;

    RehearsalSql(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    void insert(Rehearsal rehearsal) {
        jdbi.useHandle(db -> db.createUpdate("""
                        INSERT INTO rehearsal (id, app_id, topic, kind, rules, present, automatic, state, read, articles,
                            started_at, changed_at)
                        VALUES (:id, :app, :topic, :kind, :rules::jsonb, :present::jsonb, :automatic, 'RUNNING', 0,
                            :articles, :now, :now)""")
                .bind("id", rehearsal.id())
                .bind("app", rehearsal.tried().appId())
                .bind("topic", rehearsal.tried().slug())
                .bind("kind", rehearsal.tried().kind().name())
                .bind("rules", text(rehearsal.tried().rules()))
                .bind(
                        "present",
                        rehearsal.present() == null
                                ? null
                                : text(rehearsal.present().rules()))
                .bind("automatic", rehearsal.tried().automatic())
                .bind("articles", rehearsal.articles())
                .bind("now", rehearsal.startedAt())
                .execute());
    }

    /// Whoever looks once a week has seen it.
    void forget(long app, Instant before) {
        jdbi.useHandle(db -> db.execute("DELETE FROM rehearsal WHERE app_id = ? AND started_at < ?", app, before));
    }

    void progress(UUID id, long read, Instant now) {
        jdbi.useHandle(db -> db.execute("UPDATE rehearsal SET read = ?, changed_at = ? WHERE id = ?", read, now, id));
    }

    void finish(UUID id, long read, Result result, Instant now) {
        jdbi.useHandle(db -> db.createUpdate("""
                        UPDATE rehearsal SET state = 'DONE', read = :read, articles = :read, result = :result::jsonb,
                            changed_at = :now WHERE id = :id""")
                .bind("read", read)
                .bind("result", text(result))
                .bind("now", now)
                .bind("id", id)
                .execute());
    }

    Optional<Rehearsal> find(UUID id) {
        return jdbi.withHandle(db -> db.createQuery("SELECT * FROM rehearsal WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> rehearsal(row))
                .findOne());
    }

    private Rehearsal rehearsal(ResultSet row) throws SQLException {
        var result = row.getString("result");
        var present = row.getString("present");
        return new Rehearsal(
                row.getObject("id", UUID.class),
                topic(row, row.getString("rules")),
                present == null ? null : topic(row, present),
                State.valueOf(row.getString("state")),
                row.getLong("read"),
                row.getLong("articles"),
                result == null ? null : read(result, Result.class),
                row.getTimestamp("started_at").toInstant());
    }

    private Topic topic(ResultSet row, String rules) throws SQLException {
        return new Topic(
                0,
                row.getLong("app_id"),
                row.getString("topic"),
                TopicKind.valueOf(row.getString("kind")),
                row.getString("topic"),
                read(rules, Rules.class),
                row.getBoolean("automatic"));
    }

    private String text(@Nullable Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
