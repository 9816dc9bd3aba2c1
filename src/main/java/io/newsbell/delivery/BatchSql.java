package io.newsbell.delivery;

import io.newsbell.alert.AlertState;
import io.newsbell.device.Address;
import io.newsbell.device.AddressKind;
import io.newsbell.device.Recipient;
import io.newsbell.ledger.Bitmaps;
import io.newsbell.ledger.Tally;
import io.newsbell.ledger.WaveKind;
import io.newsbell.ledger.Wording;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;

/// A batch while it is sent.
@Singleton
class BatchSql {
    private final Jdbi jdbi;

    BatchSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Takes a batch over from whoever had it; empty if it is done.
    Optional<Claim> claim(long batch) {
        return jdbi.withHandle(db -> db.createQuery("""
                        UPDATE batch SET attempt = attempt + 1 FROM wave
                        WHERE batch.id = :batch AND wave.id = wave_id AND NOT done
                        RETURNING wave_id, alert_id, kind, expires_at, topic_id, attempt, recipients, outcomes,
                            (SELECT title FROM variant WHERE id = variant_id) AS title,
                            (SELECT body FROM variant WHERE id = variant_id) AS body""")
                .bind("batch", batch)
                .map((row, context) -> Claim.of(
                        batch,
                        row.getLong("topic_id"),
                        row.getInt("attempt"),
                        new Claim.Errand(
                                row.getLong("wave_id"),
                                row.getObject("alert_id", UUID.class),
                                WaveKind.valueOf(row.getString("kind")),
                                row.getTimestamp("expires_at").toInstant(),
                                Wording.in(row)),
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
                                    OR subscription.level = 'IMPORTANT' AND alert.level IN ('BREAKING', 'TOP')
                                    OR subscription.level = 'DIGEST' AND :digest)
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
                .bind("digest", claim.errand().kind() == WaveKind.DIGEST)
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
}
