package io.newsbell.history;

import io.newsbell.alert.AlertLevel;
import io.newsbell.audience.Suppression;
import io.newsbell.ledger.Bitmaps;
import io.newsbell.ledger.Entry;
import io.newsbell.ledger.WaveKind;
import io.newsbell.ledger.Wording;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/// What became of one device.
@Singleton
class HistorySql {
    private static final int ROWS_AT_A_TIME = 200;

    private final Jdbi jdbi;

    HistorySql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// What became of a device in each of these waves that was planned for it. Reads the one or two batches of a wave
    /// whose recipients lie around the device.
    Map<Long, Found> find(Collection<Long> waves, int ordinal) {
        return jdbi.withHandle(db -> db
                .createQuery("""
                        SELECT wave_id, slug, topic.name, title, body, recipients, outcomes
                        FROM batch JOIN topic ON topic.id = topic_id LEFT JOIN variant ON variant.id = variant_id
                        WHERE wave_id = ANY (:waves) AND low_ordinal <= :ordinal AND high_ordinal >= :ordinal""")
                .bindArray("waves", Long.class, waves)
                .bind("ordinal", ordinal)
                .map((row, context) -> {
                    var recipients = Bitmaps.view(row.getBytes("recipients"));
                    return recipients.contains(ordinal)
                            ? Optional.of(new Found(
                                    row.getLong("wave_id"),
                                    row.getString("slug"),
                                    row.getString("name"),
                                    Entry.of(row.getBytes("outcomes")[recipients.rank(ordinal) - 1]),
                                    Wording.in(row)))
                            : Optional.<Found>empty();
                })
                .stream()
                .flatMap(Optional::stream)
                .collect(Collectors.toMap(Found::waveId, found -> found)));
    }

    /// Everything that was planned for a device since it is there. Reads a batch or two of every alert since then: for
    /// what is asked once in a device's life.
    List<Deliveries.Sent> history(long app, int ordinal, Instant since) {
        return jdbi.withHandle(db -> db
                .createQuery("""
                        SELECT alert.id, level, coalesce(variant.title, alert.title) AS title,
                            coalesce(variant.body, alert.body) AS body, link, slug, planned_at, recipients, outcomes
                        FROM wave JOIN alert ON alert.id = alert_id JOIN batch ON wave_id = wave.id
                            JOIN topic ON topic.id = topic_id LEFT JOIN variant ON variant.id = variant_id
                        WHERE planned_at >= :since AND alert.app_id = :app
                            AND low_ordinal <= :ordinal AND high_ordinal >= :ordinal
                        ORDER BY planned_at DESC""")
                .setFetchSize(ROWS_AT_A_TIME)
                .bind("app", app)
                .bind("ordinal", ordinal)
                .bind("since", since)
                .map((row, context) -> {
                    var recipients = Bitmaps.view(row.getBytes("recipients"));
                    return recipients.contains(ordinal)
                            ? Optional.of(new Deliveries.Sent(
                                    row.getObject("id", UUID.class),
                                    AlertLevel.valueOf(row.getString("level")),
                                    row.getString("title"),
                                    row.getString("body"),
                                    Optional.ofNullable(row.getString("link")),
                                    row.getString("slug"),
                                    row.getTimestamp("planned_at").toInstant(),
                                    Entry.of(row.getBytes("outcomes")[recipients.rank(ordinal) - 1])))
                            : Optional.<Deliveries.Sent>empty();
                })
                .stream()
                .flatMap(Optional::stream)
                .toList());
    }

    List<Long> waves(UUID alert) {
        return jdbi.withHandle(db -> db.createQuery("SELECT id FROM wave WHERE alert_id = :alert ORDER BY id DESC")
                .bind("alert", alert)
                .mapTo(Long.class)
                .list());
    }

    /// The reasons for which the alert left this device out.
    List<Suppression> suppressions(UUID alert, int ordinal) {
        return jdbi.withHandle(db -> db
                .createQuery("""
                        SELECT reason, devices FROM suppression JOIN wave ON wave.id = wave_id
                        WHERE alert_id = :alert""")
                .bind("alert", alert)
                .map((row, context) -> Bitmaps.view(row.getBytes("devices")).contains(ordinal)
                        ? Optional.of(Suppression.valueOf(row.getString("reason")))
                        : Optional.<Suppression>empty())
                .stream()
                .flatMap(Optional::stream)
                .toList());
    }

    /// What this device waits for.
    Optional<Awaited> awaited(UUID alert, int ordinal) {
        return jdbi.withHandle(db -> db
                .createQuery("""
                        SELECT kind, due_at, audience FROM wave
                        WHERE alert_id = :alert AND planned_at IS NULL""")
                .bind("alert", alert)
                .map((row, context) -> Bitmaps.view(row.getBytes("audience")).contains(ordinal)
                        ? Optional.of(new Awaited(
                                WaveKind.valueOf(row.getString("kind")),
                                row.getTimestamp("due_at").toInstant()))
                        : Optional.<Awaited>empty())
                .stream()
                .flatMap(Optional::stream)
                .findFirst());
    }

    record Found(long waveId, String topic, String topicName, Entry entry, Optional<Wording> wording) {}

    record Awaited(WaveKind kind, Instant dueAt) {}
}
