package io.newsbell.planning;

import io.newsbell.alert.Alert;
import io.newsbell.ledger.Bitmaps;
import io.newsbell.ledger.WaveKind;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.roaringbitmap.RoaringBitmap;

/// What planning must know beside who follows what.
@Singleton
class PlanningSql {
    private static final String WAITING = """
            SELECT id, alert_id, app_id, kind, part, due_at, expires_at, audience FROM wave WHERE planned_at IS NULL AND\s""";

    private final Jdbi jdbi;

    PlanningSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Until the transaction ends nobody else plans for the app.
    void lock(long app) {
        jdbi.useHandle(db -> {
            db.execute("INSERT INTO planning (app_id) VALUES (?) ON CONFLICT DO NOTHING", app);
            db.execute("SELECT 1 FROM planning WHERE app_id = ? FOR UPDATE", app);
        });
    }

    /// Since when readers could have been told, unless it is slow on purpose.
    Instant released(UUID alert) {
        return jdbi.withHandle(db -> db.createQuery(
                        "SELECT coalesce(released_at, created_at) AS released FROM alert WHERE id = :alert")
                .bind("alert", alert)
                .map((row, context) -> row.getTimestamp("released").toInstant())
                .one());
    }

    /// All devices of readers who have opened the alert on one of them; unless it is an update, which is
    /// worth telling to who has read about the story before, an alert of its story counts, too.
    RoaringBitmap opened(Alert alert) {
        return jdbi.withHandle(db -> Bitmaps.of(db
                .createQuery("""
                        SELECT DISTINCT device.ordinal
                        FROM alert JOIN receipt ON receipt.alert_id = alert.id AND event = 'OPENED'
                            JOIN device opener ON opener.ordinal = receipt.ordinal
                            JOIN device ON device.reader_id = opener.reader_id
                        WHERE alert.id = :alert OR story_id = :story AND NOT :update""")
                .bind("alert", alert.id())
                .bind("story", alert.storyId())
                .bind("update", alert.target().update())
                .mapTo(Integer.class)
                .stream()));
    }

    /// The wave, held until the transaction ends; empty if it waits no more.
    Optional<Waiting> waiting(long wave) {
        return waiting("id = ? FOR UPDATE", wave).stream().findFirst();
    }

    /// Those of the waves that wait, held until the transaction ends.
    List<Waiting> waiting(Collection<Long> waves) {
        return waiting("id = ANY (?) ORDER BY id FOR UPDATE", (Object) waves.toArray(Long[]::new));
    }

    List<Waiting> waitingOf(UUID alert) {
        return waiting("alert_id = ? ORDER BY id FOR UPDATE", alert);
    }

    /// Where a wave belongs to, whether it waits or not.
    Optional<Place> place(long wave) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT alert_id, app_id, kind, planned_at IS NOT NULL AS planned FROM wave WHERE id = :wave""")
                .bind("wave", wave)
                .map((row, context) -> new Place(
                        row.getObject("alert_id", UUID.class),
                        row.getLong("app_id"),
                        WaveKind.valueOf(row.getString("kind")),
                        row.getBoolean("planned")))
                .findOne());
    }

    /// The waves of an app that are due and melt together, and their alerts.
    Map<Long, UUID> melting(long app, Instant now) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT id, alert_id FROM wave
                        WHERE app_id = :app AND planned_at IS NULL AND due_at <= :now AND kind IN ('QUIET', 'DIGEST')""")
                .bind("app", app)
                .bind("now", now)
                .map((row, context) -> Map.entry(row.getLong("id"), row.getObject("alert_id", UUID.class)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /// How much each alert is about the topic that it is most about; those that are about no article are
    /// missing.
    Map<UUID, Double> relevance(Collection<UUID> alerts) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT alert.id, max(score) AS score
                        FROM alert JOIN article_match ON article_match.article_id = alert.article_id
                            AND topic_id = ANY (topics)
                        WHERE alert.id = ANY (:alerts) GROUP BY alert.id""")
                .bindArray("alerts", UUID.class, alerts)
                .map((row, context) -> Map.entry(row.getObject("id", UUID.class), row.getDouble("score")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private List<Waiting> waiting(String which, Object argument) {
        return jdbi.withHandle(db -> db.select(WAITING + which, argument)
                .map((row, context) -> new Waiting(
                        row.getLong("id"),
                        row.getObject("alert_id", UUID.class),
                        row.getLong("app_id"),
                        WaveKind.valueOf(row.getString("kind")),
                        row.getInt("part"),
                        row.getTimestamp("due_at").toInstant(),
                        row.getTimestamp("expires_at").toInstant(),
                        Bitmaps.read(row.getBytes("audience"))))
                .list());
    }

    record Place(UUID alertId, long appId, WaveKind kind, boolean planned) {}
}
