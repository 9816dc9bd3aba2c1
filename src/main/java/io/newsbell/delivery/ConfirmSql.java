package io.newsbell.delivery;

import io.newsbell.alert.Target;
import io.newsbell.device.Address;
import io.newsbell.device.AddressKind;
import io.newsbell.device.Platform;
import io.newsbell.device.Recipient;
import io.newsbell.ledger.WaveKind;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/// The last look before a batch is sent.
@Singleton
class ConfirmSql {
    /// What the alert's rule means by now: a topic that was merged stands for the other one. If what is
    /// left out became one with what is told or asked for, that wins.
    private static final String RULE = """
            WITH named AS MATERIALIZED (
                SELECT topic.id, coalesce(merged_into, topic.id) AS meant, topic.id = ANY (:also) AS asked,
                    topic.id = ANY (:unwanted) AS unwanted
                FROM alert JOIN topic ON topic.id = ANY (topics || :also || :unwanted) WHERE alert.id = :alert),
            rule AS MATERIALIZED (
                SELECT ARRAY(SELECT meant FROM named WHERE asked) AS also,
                    ARRAY(SELECT meant FROM named WHERE unwanted
                          EXCEPT SELECT meant FROM named WHERE NOT unwanted) AS unwanted,
                    ARRAY(SELECT meant FROM named UNION
                          SELECT topic.id FROM topic JOIN named ON topic.merged_into = meant) AS concerned)
            """;

    private static final String IN_RULE = """
            AND (
                SELECT follows @> also AND NOT follows && unwanted FROM rule CROSS JOIN LATERAL (
                    SELECT ARRAY(
                        SELECT coalesce(merged_into, topic.id) FROM subscription JOIN topic ON topic.id = topic_id
                        WHERE subscription.reader_id = device.reader_id AND topic_id = ANY (concerned)
                            AND (until IS NULL OR until > :now)) AS follows) AS reader)
            """;

    private final Jdbi jdbi;

    ConfirmSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// The addresses of those of the given recipients who, at this moment, can be reached, still follow one
    /// of the alert's topics, or what was merged with one since, and have muted neither it nor the story nor
    /// everything; and for whom the alert is by what else they follow. The bitmaps proposed; this confirms.
    ///
    /// @param target  of the claim's alert
    /// @param indexes of recipients of the claim
    /// @return by index; null for who is not to be told
    @Nullable
    Recipient[] confirm(Claim claim, Target target, int[] indexes, Instant now) {
        var confirmed = new @Nullable Recipient[claim.size()];
        jdbi.useHandle(db -> confirming(db, target)
                .bind("now", now)
                .bindArray(
                        "ordinals",
                        Integer.class,
                        IntStream.of(indexes).map(claim::recipient).boxed().toList())
                .bind("alert", claim.alertId())
                .bind("digest", claim.errand().kind() == WaveKind.DIGEST)
                .map((row, context) -> new Recipient(
                        row.getInt("ordinal"),
                        Platform.valueOf(row.getString("platform")),
                        new Address(AddressKind.valueOf(row.getString("address_kind")), row.getString("address"))))
                .forEach(recipient -> confirmed[claim.indexOf(recipient.ordinal())] = recipient));
        return confirmed;
    }

    /// Alerts without a rule, almost all, do not pay for it.
    private static Query confirming(Handle db, Target target) {
        var query = """
                SELECT ordinal, platform, address_kind, address FROM device JOIN (
                    SELECT alert.*, topics || ARRAY(
                        SELECT merged_into FROM topic WHERE id = ANY (topics) AND merged_into IS NOT NULL
                        UNION ALL
                        SELECT kin.id FROM topic JOIN topic AS kin
                            ON kin.merged_into = coalesce(topic.merged_into, topic.id)
                        WHERE topic.id = ANY (topics)) AS meant
                    FROM alert WHERE id = :alert OFFSET 0) AS alert ON true
                WHERE ordinal = ANY (:ordinals) AND retired_at IS NULL AND address IS NOT NULL AND EXISTS (
                    SELECT 1 FROM subscription
                    WHERE subscription.reader_id = device.reader_id AND topic_id = ANY (meant)
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
                    WHERE preferences.reader_id = device.reader_id AND paused_until > :now)
                """;
        return target.hasRule()
                ? db.createQuery(RULE + query + IN_RULE)
                        .bindArray("also", Long.class, target.alsoFollowing())
                        .bindArray("unwanted", Long.class, target.notFollowing())
                : db.createQuery(query);
    }
}
