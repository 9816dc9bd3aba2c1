package io.newsbell.history;

import io.newsbell.alert.AlertLevel;
import io.newsbell.alert.ReceiptSample;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// What was planned. Waves that wait are not in it.
@Singleton
class PastWaveSql {
    private final Jdbi jdbi;

    PastWaveSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// What was planned or amended since then, but not whom for.
    List<PastWave> planned(long app, Instant since) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT wave.id AS wave, sent_no, planned_at, begun_at, receipt_share, receipt_within, alert.*,
                            ARRAY(SELECT jsonb_array_elements_text(target -> 'alsoFollowing')::bigint) AS also,
                            ARRAY(SELECT jsonb_array_elements_text(target -> 'notFollowing')::bigint) AS without
                        FROM wave JOIN alert ON alert.id = alert_id
                        WHERE sent_no IS NOT NULL AND wave.id IN (
                            SELECT id FROM wave WHERE planned_at > :since AND app_id = :app
                            UNION ALL
                            SELECT wave.id FROM alert JOIN wave ON wave.alert_id = alert.id
                            WHERE amended_at > :since AND alert.app_id = :app)""")
                .bind("app", app)
                .bind("since", since)
                .map((row, context) -> new PastWave(
                        row.getLong("wave"),
                        row.getLong("sent_no"),
                        row.getObject("id", UUID.class),
                        row.getLong("story_id"),
                        row.getInt("version"),
                        AlertLevel.valueOf(row.getString("level")),
                        row.getString("title"),
                        row.getString("body"),
                        row.getString("link"),
                        row.getString("image"),
                        List.of((Long[]) row.getArray("topics").getArray()),
                        List.of((Long[]) row.getArray("also").getArray()),
                        List.of((Long[]) row.getArray("without").getArray()),
                        row.getTimestamp("created_at").toInstant(),
                        row.getTimestamp("expires_at").toInstant(),
                        row.getTimestamp("planned_at").toInstant(),
                        instant(row.getTimestamp("begun_at")),
                        ReceiptSample.in(row)))
                .list());
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    Map<Long, byte[]> audiences(Collection<Long> waves) {
        return jdbi.withHandle(db -> db.createQuery("SELECT id, audience FROM wave WHERE id = ANY (:waves)")
                .bindArray("waves", Long.class, waves)
                .map((row, context) -> Map.entry(row.getLong("id"), row.getBytes("audience")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
