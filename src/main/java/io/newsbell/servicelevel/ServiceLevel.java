package io.newsbell.servicelevel;

import io.newsbell.servicelevel.ServiceLevelSql.OfAlert;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// What is promised, and how much of it is kept.
@ApplicationScoped
class ServiceLevel {
    static final double OBJECTIVE = 0.9;
    static final Duration WITHIN = Duration.ofMinutes(2);

    /// Whole weeks: a Monday is no Sunday.
    static final Duration WINDOW = Duration.ofDays(28);

    private static final int LISTED = 20;

    private final ServiceLevelSql sql;
    private final Clock clock;

    ServiceLevel(ServiceLevelSql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Transactional
    Report report(long app) {
        var sum = sql.sum(app, clock.instant().minus(WINDOW));
        return new Report(sum.reachable(), sum.inTime(), sql.last(app, LISTED));
    }

    /// @param readers who could be reached in the last [#WINDOW]
    /// @param last    alerts, the newest first
    record Report(long readers, long inTime, List<OfAlert> last) {
        /// Of the readers who may be told late, the share that is left; below 0 if there were more. All of
        /// it while there were no readers.
        double budgetLeft() {
            return readers == 0 ? 1 : 1 - (readers - inTime) / ((1 - OBJECTIVE) * readers);
        }
    }
}
