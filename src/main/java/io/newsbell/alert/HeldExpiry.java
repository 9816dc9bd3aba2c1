package io.newsbell.alert;

import io.newsbell.work.Recurring;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/// What nobody has decided in time is no news any more. Between two turns [Alerts#approve] knows it by itself.
@Singleton
class HeldExpiry implements Recurring {
    private final AlertSql sql;
    private final Clock clock;

    HeldExpiry(AlertSql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "held-alerts-expire";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(30);
    }

    @Override
    public void run() {
        sql.expireHeld(clock.instant());
    }
}
