package io.newsbell.delivery;

import io.newsbell.alert.AlertLevel;
import io.newsbell.alert.AlertState;
import io.newsbell.device.Address;
import io.newsbell.device.AddressKind;
import io.newsbell.device.Recipient;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// The ledger's statements.
@Singleton
class BatchSql {
    private static final int ROWS_AT_A_TIME = 200;

    private final Jdbi jdbi;

    BatchSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Takes a batch over from whoever had it; empty if it is done.
    Optional<Claim> claim(long batch) {
        return jdbi.withHandle(db -> db.createQuery("""
                        UPDATE batch SET attempt = attempt + 1 FROM wave
                        WHERE batch.id = :batch AND wave.id = wave_id AND NOT done
                        RETURNING alert_id, topic_id, attempt, recipients, outcomes""")
                .bind("batch", batch)
                .map((row, context) -> Claim.of(
                        batch,
                        row.getObject("alert_id", UUID.class),
                        row.getLong("topic_id"),
                        row.getInt("attempt"),
                        Bitmaps.read(row.getBytes("recipients")),
                        row.getBytes("outcomes")))
                .findOne());
    }

    /// The addresses of those recipients without an outcome who, at this moment, can be reached, still
    /// follow one of the alert's topics, and have muted neither it nor the story nor everything. The
    /// bitmaps proposed; this confirms.
    Map<Integer, Recipient> confirm(Claim claim, Instant now) {
        var ordinals = IntStream.range(0, claim.recipients().length)
                .filter(claim::isPending)
                .map(index -> claim.recipients()[index])
                .boxed()
                .toList();
        return jdbi.withHandle(db -> db
                .createQuery("""
                        SELECT ordinal, address_kind, address FROM device JOIN alert ON alert.id = :alert
                        WHERE ordinal = ANY (:ordinals) AND retired_at IS NULL AND address IS NOT NULL AND EXISTS (
                            SELECT 1 FROM subscription
                            WHERE subscription.reader_id = device.reader_id AND topic_id = ANY (topics)
                                AND (subscription.level = 'EVERY'
                                    OR subscription.level = 'IMPORTANT' AND alert.level <> 'FOLLOWING')
                                AND (subscription.until IS NULL OR subscription.until > :now)
                                AND NOT EXISTS (
                                    SELECT 1 FROM mute
                                    WHERE mute.reader_id = device.reader_id AND mute.kind = 'TOPIC'
                                        AND target_id = topic_id AND mute.until > :now))
                        AND NOT EXISTS (
                            SELECT 1 FROM mute
                            WHERE mute.reader_id = device.reader_id AND mute.kind = 'STORY'
                                AND target_id = story_id AND mute.until > :now)
                        AND NOT EXISTS (
                            SELECT 1 FROM preferences
                            WHERE preferences.reader_id = device.reader_id AND paused_until > :now)""")
                .bind("now", now)
                .bindArray("ordinals", Integer.class, ordinals)
                .bind("alert", claim.alertId())
                .map((row, context) -> new Recipient(
                        row.getInt("ordinal"),
                        new Address(AddressKind.valueOf(row.getString("address_kind")), row.getString("address"))))
                .stream()
                .collect(Collectors.toMap(Recipient::ordinal, recipient -> recipient)));
    }

    /// Records the outcomes, unless somebody else has claimed the batch; then it is empty.
    ///
    /// @return the alert's state, so that a stop is noticed with the next flush
    Optional<AlertState> flush(Claim claim, boolean done) {
        return jdbi.withHandle(db -> db.createQuery("""
                        UPDATE batch SET outcomes = :outcomes, counts = :counts, done = :done
                        FROM wave JOIN alert ON alert.id = wave.alert_id
                        WHERE batch.id = :batch AND attempt = :attempt AND wave.id = wave_id
                        RETURNING state""")
                .bind("batch", claim.batchId())
                .bind("attempt", claim.attempt())
                .bind("outcomes", claim.outcomes())
                .bindArray("counts", Integer.class, Tally.of(claim.outcomes()))
                .bind("done", done)
                .map((row, context) -> AlertState.valueOf(row.getString("state")))
                .findOne());
    }

    /// True if this was the wave's last batch. Locks the wave, so that of two batches that finish at the
    /// same time one sees the other.
    boolean finishWave(Claim claim, Instant now) {
        return jdbi.withHandle(db -> {
            var wave = db.createQuery("""
                            SELECT wave.id FROM wave JOIN batch ON batch.wave_id = wave.id WHERE batch.id = :batch
                            FOR UPDATE OF wave""")
                    .bind("batch", claim.batchId())
                    .mapTo(Long.class)
                    .one();
            return db.createUpdate("""
                            UPDATE wave SET finished_at = :now
                            WHERE id = :wave AND NOT EXISTS (SELECT 1 FROM batch WHERE wave_id = :wave AND NOT done)""").bind("wave", wave).bind("now", now).execute() == 1;
        });
    }

    /// What became of everyone an alert was meant for: matched, and the number of each suppression and
    /// outcome. The wave is read first: all that belongs to it was committed with it.
    Optional<Totals> totals(UUID alert) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT sum(matched) AS matched, min(planned_at) AS planned_at,
                            CASE WHEN every(finished_at IS NOT NULL) THEN max(finished_at) END AS finished_at
                        FROM wave WHERE alert_id = :alert HAVING count(*) > 0""")
                .bind("alert", alert)
                .map((row, context) -> new Totals(
                        row.getLong("matched"),
                        suppressed(db, alert),
                        outcomes(db, alert),
                        row.getTimestamp("planned_at").toInstant(),
                        Optional.ofNullable(row.getTimestamp("finished_at")).map(Timestamp::toInstant)))
                .findOne());
    }

    private static Map<String, Long> suppressed(Handle db, UUID alert) {
        return db.createQuery("""
                        SELECT reason, sum(count) AS count FROM suppression JOIN wave ON wave.id = wave_id
                        WHERE alert_id = :alert GROUP BY reason""")
                .bind("alert", alert)
                .map((row, context) -> Map.entry(row.getString("reason"), row.getLong("count")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<Entry, Long> outcomes(Handle db, UUID alert) {
        return db.createQuery("""
                        SELECT code, sum(count) AS count
                        FROM wave JOIN batch ON wave_id = wave.id, unnest(counts) WITH ORDINALITY AS tally (count, code)
                        WHERE alert_id = :alert GROUP BY code""")
                .bind("alert", alert)
                .map((row, context) -> Map.entry(Entry.of((byte) (row.getInt("code") - 1)), row.getLong("count")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// What became of a device in each of these waves that was planned for it. Reads the one or two batches of a wave
    /// whose recipients lie around the device.
    Map<Long, Found> find(Collection<Long> waves, int ordinal) {
        return jdbi.withHandle(db -> db
                .createQuery("""
                        SELECT wave_id, slug, name, recipients, outcomes
                        FROM batch JOIN topic ON topic.id = topic_id
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
                                    Entry.of(row.getBytes("outcomes")[recipients.rank(ordinal) - 1])))
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
                        SELECT alert.id, level, title, body, link, slug, planned_at, recipients, outcomes
                        FROM wave JOIN alert ON alert.id = alert_id JOIN batch ON wave_id = wave.id
                            JOIN topic ON topic.id = topic_id
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
    List<String> suppressions(UUID alert, int ordinal) {
        return jdbi.withHandle(db -> db
                .createQuery("""
                        SELECT reason, devices FROM suppression JOIN wave ON wave.id = wave_id WHERE alert_id = :alert""")
                .bind("alert", alert)
                .map((row, context) -> Bitmaps.view(row.getBytes("devices")).contains(ordinal)
                        ? Optional.of(row.getString("reason"))
                        : Optional.<String>empty())
                .stream()
                .flatMap(Optional::stream)
                .toList());
    }

    record Totals(
            long matched,
            Map<String, Long> suppressed,
            Map<Entry, Long> outcomes,
            Instant plannedAt,
            Optional<Instant> finishedAt) {}

    record Found(long waveId, String topic, String topicName, Entry entry) {}
}
