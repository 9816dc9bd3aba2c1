package io.newsbell.aftermath;

import io.newsbell.aftermath.FirstHourSql.Due;
import io.newsbell.ledger.Ledger;
import io.newsbell.ledger.Pace;
import io.newsbell.work.Recurring;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Counts once what each alert's first hour has brought. Afterwards nobody has to count millions of receipts
/// to know what is usual.
@Singleton
class FirstHours implements Recurring {
    private static final Logger LOG = Logger.getLogger(FirstHours.class);
    static final double GOAL_SHARE = 0.9;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int PORTION = 200;

    /// What was missed while no node ran for longer stays uncounted.
    private static final Duration CAUGHT_UP = Duration.ofDays(3);

    private final FirstHourSql sql;
    private final Ledger ledger;
    private final Clock clock;

    FirstHours(FirstHourSql sql, Ledger ledger, Clock clock) {
        this.sql = sql;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "first-hours";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(5);
    }

    @Override
    public void run() {
        var now = clock.instant();
        sql.due(now.minus(CAUGHT_UP), now.minus(HOUR), PORTION).forEach(this::tryToCount);
    }

    /// One alert that cannot be counted must not keep the others from it.
    private void tryToCount(Due due) {
        try {
            QuarkusTransaction.requiringNew().run(() -> count(due.alert(), due.first()));
        } catch (RuntimeException e) {
            LOG.errorf(
                    e,
                    "The first hour of alert %s could not be counted, so it is compared with no other. It is tried every five minutes until the alert is three days old: mend by then what is said below",
                    due.alert());
        }
    }

    private void count(UUID alert, Instant first) {
        var counted = sql.count(alert, first.plus(HOUR));
        sql.insert(
                alert,
                new FirstHour(
                        counted.told(),
                        counted.received(),
                        counted.opened(),
                        counted.reactions(),
                        secondsToGoal(ledger.pace(alert))),
                clock.instant());
    }

    static Optional<Double> secondsToGoal(Pace pace) {
        return pace.reached(GOAL_SHARE).map(took -> took.toMillis() / 1_000.0);
    }
}
