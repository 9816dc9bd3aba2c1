package io.newsbell.handover;

import io.newsbell.work.Recurring;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/// Forgets codes that nobody can redeem any more, and guesses that count no more.
@Singleton
class HandoverRetention implements Recurring {
    private final HandoverSql sql;
    private final GuessSql guesses;
    private final Clock clock;

    HandoverRetention(HandoverSql sql, GuessSql guesses, Clock clock) {
        this.sql = sql;
        this.guesses = guesses;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "handover-retention";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(10);
    }

    @Override
    public void run() {
        var now = clock.instant();
        sql.forget(now);
        guesses.forget(now.minus(Guesses.WINDOW));
    }
}
