package io.newsbell.subscription;

import io.newsbell.work.Recurring;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/// Clears away what is over, so that the audience index loses it too. In portions: each is a transaction that
/// tells every node which readers it was about. What a reader is changing at this moment is left to the next
/// run: waiting for it could be the other half of a deadlock, and PostgreSQL might end the reader's half.
@Singleton
class Expiry implements Recurring {
    private static final int PORTION = 5_000;

    private final Jdbi jdbi;
    private final SubscriptionConfig config;
    private final Clock clock;

    Expiry(Jdbi jdbi, SubscriptionConfig config, Clock clock) {
        this.jdbi = jdbi;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "subscription-expiry";
    }

    @Override
    public Duration every() {
        return config.expireEvery();
    }

    @Override
    public void run() {
        var now = clock.instant();
        clear("""
                DELETE FROM subscription WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM subscription WHERE until <= :before LIMIT :portion
                    FOR UPDATE SKIP LOCKED)) AND until <= :before""", now);
        clear("""
                DELETE FROM mute WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM mute WHERE until <= :before LIMIT :portion
                    FOR UPDATE SKIP LOCKED)) AND until <= :before""", now);
        clear("""
                DELETE FROM subscription WHERE ctid = ANY (ARRAY(
                    SELECT subscription.ctid FROM subscription JOIN topic ON topic.id = topic_id
                    WHERE retired_at <= :before LIMIT :portion
                    FOR UPDATE OF subscription SKIP LOCKED))""", now.minus(config.retiredKept()));
    }

    private void clear(String sql, Instant before) {
        int cleared;
        do {
            cleared = jdbi.withHandle(db -> db.createUpdate(sql)
                    .bind("before", before)
                    .bind("portion", PORTION)
                    .execute());
        } while (cleared == PORTION);
    }
}
