package io.newsbell.servicelevel;

import io.newsbell.servicelevel.ServiceLevelSql.Counted;
import io.newsbell.servicelevel.ServiceLevelSql.Received;
import io.newsbell.work.Recurring;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Counts each wave once, two minutes after its readers could have been told, and once more, what their
/// phones said of it, when most of those have spoken.
@Singleton
class ServiceLevelCount implements Recurring {
    private static final Logger LOG = Logger.getLogger(ServiceLevelCount.class);
    /// What was missed while no node ran for longer stays uncounted.
    private static final Duration CAUGHT_UP = Duration.ofDays(1);

    /// Phones report with some delay, each with its own.
    private static final Duration REPORTED = Duration.ofMinutes(10);

    private static final int PORTION = 100;

    private final ServiceLevelSql sql;
    private final ServiceLevelMetrics metrics;
    private final Clock clock;

    ServiceLevelCount(ServiceLevelSql sql, ServiceLevelMetrics metrics, Clock clock) {
        this.sql = sql;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "service-level";
    }

    /// What comes in between two looks would count as told in time.
    @Override
    public Duration every() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void run() {
        var now = clock.instant();
        var oldest = now.minus(CAUGHT_UP);
        for (long wave : sql.due(oldest, now.minus(ServiceLevel.WITHIN), PORTION)) {
            count(wave, () -> sql.count(wave, clock.instant()).ifPresent((Counted counted) -> metrics.count(counted)));
        }
        for (long wave : sql.dueReceipts(oldest, now.minus(REPORTED), PORTION)) {
            count(
                    wave,
                    () -> sql.countReceipts(wave, clock.instant())
                            .ifPresent((Received received) -> metrics.count(received)));
        }
    }

    /// One that cannot be counted must not keep the others from it.
    private static void count(long wave, Runnable counting) {
        try {
            QuarkusTransaction.requiringNew().run(counting);
        } catch (RuntimeException e) {
            LOG.warnf(e, "The service level of wave %d was not counted; the next look tries again", wave);
        }
    }
}
