package io.newsbell.crosscheck;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.newsbell.fcm.DeliveryData;
import io.newsbell.fcm.DeliveryData.Row;
import io.newsbell.fcm.DeliveryShare;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// What Google says, and how asking went.
@Singleton
class CrossCheckSql {
    private static final TypeReference<Map<String, Double>> PERCENTS = new TypeReference<>() {};

    private final Jdbi jdbi;
    private final ObjectMapper json;

    CrossCheckSql(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    /// What has not changed is not written.
    void put(long app, String androidApp, Collection<Row> rows, Instant now) {
        if (rows.isEmpty()) {
            return;
        }
        jdbi.useHandle(db -> {
            try (var batch = db.prepareBatch("""
                    INSERT INTO fcm_report AS known
                        (app_id, android_app, day, label, messages, notifications, percents, changed_at)
                    VALUES (:app, :androidApp, :day, :label, :messages, :notifications, :percents::jsonb, :now)
                    ON CONFLICT (app_id, android_app, day, label) DO UPDATE SET messages = excluded.messages,
                        notifications = excluded.notifications, percents = excluded.percents,
                        changed_at = excluded.changed_at
                    WHERE (known.messages, known.notifications, known.percents)
                        IS DISTINCT FROM (excluded.messages, excluded.notifications, excluded.percents)""")) {
                rows.forEach(row -> batch.bind("app", app)
                        .bind("androidApp", androidApp)
                        .bind("day", row.day())
                        .bind("label", row.label())
                        .bind("messages", row.messages())
                        .bind("notifications", row.notifications())
                        .bind("percents", write(row.percents()))
                        .bind("now", now)
                        .add());
                batch.execute();
            }
        });
    }

    /// @param trouble empty if all went well
    void tried(long app, String trouble, Instant now) {
        jdbi.useHandle(db -> db.createUpdate("""
                        INSERT INTO fcm_import (app_id, tried_at, imported_at, trouble)
                        VALUES (:app, :now, CASE WHEN :trouble = '' THEN CAST(:now AS timestamptz) END, nullif(:trouble, ''))
                        ON CONFLICT (app_id) DO UPDATE SET tried_at = excluded.tried_at,
                            imported_at = coalesce(excluded.imported_at, fcm_import.imported_at),
                            trouble = excluded.trouble""")
                .bind("app", app)
                .bind("trouble", trouble)
                .bind("now", now)
                .execute());
    }

    Optional<Tried> tried(long app) {
        return jdbi.withHandle(db -> db.createQuery(
                        "SELECT tried_at, imported_at, trouble FROM fcm_import WHERE app_id = :app")
                .bind("app", app)
                .map((row, context) -> new Tried(
                        row.getTimestamp("tried_at").toInstant(),
                        instant(row, "imported_at"),
                        Optional.ofNullable(row.getString("trouble"))))
                .findOne());
    }

    /// Days since then of which we or Google have counted something, the newest first.
    List<OwnDay> days(long app, LocalDate since) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT coalesce(own.day, google.day) AS day, accepted, unanswered, coalesce(others, 0) AS others
                        FROM (SELECT * FROM fcm_own_day WHERE app_id = :app AND day >= :since) AS own
                        FULL JOIN (
                            SELECT day, sum(messages) FILTER (WHERE label <> :label) AS others
                            FROM fcm_report WHERE app_id = :app AND day >= :since GROUP BY day) AS google
                            ON google.day = own.day
                        ORDER BY 1 DESC""")
                .bind("app", app)
                .bind("since", since)
                .bind("label", DeliveryData.labelOfAlerts())
                .map((row, context) -> new OwnDay(
                        row.getObject("day", LocalDate.class),
                        row.getObject("accepted", Long.class),
                        row.getObject("unanswered", Long.class),
                        row.getLong("others")))
                .list());
    }

    /// What Google says of alerts.
    List<Row> ofAlerts(long app, LocalDate since) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT day, label, messages, notifications, percents FROM fcm_report
                        WHERE app_id = :app AND day >= :since AND label = :label""")
                .bind("app", app)
                .bind("since", since)
                .bind("label", DeliveryData.labelOfAlerts())
                .map((row, context) -> new Row(
                        row.getObject("day", LocalDate.class),
                        row.getString("label"),
                        row.getLong("messages"),
                        row.getLong("notifications"),
                        read(row.getString("percents"))))
                .list());
    }

    /// The oldest one that is the last of its app; empty if there is none.
    Optional<Instant> oldestImport() {
        return jdbi.withHandle(db -> db.createQuery("SELECT min(imported_at) AS at FROM fcm_import")
                .map((row, context) -> instant(row, "at"))
                .one());
    }

    void forget(LocalDate before) {
        jdbi.useHandle(db -> {
            db.execute("DELETE FROM fcm_report WHERE day < ?", before);
            db.execute("DELETE FROM fcm_own_day WHERE day < ?", before);
        });
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(time -> time.toInstant());
    }

    private String write(Map<DeliveryShare, Double> percents) {
        var named = json.createObjectNode();
        percents.forEach((share, percent) -> named.put(share.field(), percent));
        return named.toString();
    }

    private Map<DeliveryShare, Double> read(String percents) {
        try {
            var named = json.readValue(percents, PERCENTS);
            Map<DeliveryShare, Double> read = new EnumMap<>(DeliveryShare.class);
            for (var share : DeliveryShare.values()) {
                var percent = named.get(share.field());
                if (percent != null) {
                    read.put(share, percent);
                }
            }
            return read;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param accepted null if we have not counted that day
    /// @param others   messages that Google counts and that are not of alerts
    record OwnDay(
            LocalDate day,
            @Nullable Long accepted,
            @Nullable Long unanswered,
            long others) {}

    record Tried(Instant at, Optional<Instant> importedAt, Optional<String> trouble) {}
}
