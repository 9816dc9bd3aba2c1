package io.newsbell.push;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/// How fast it goes by the quotas, for pages that people look at.
@Singleton
public class Rates {
    private final QuotaSql sql;
    private final Pacer pacer;

    Rates(QuotaSql sql, Pacer pacer) {
        this.sql = sql;
        this.pacer = pacer;
    }

    /// As it was when something was last sent with that quota; empty if nothing ever was.
    public Optional<Rate> of(String quota) {
        double limit = pacer.perSecond(quota);
        return sql.find(quota).map(found -> new Rate(Math.min(found.perSecond(), limit), limit, found.refilledAt()));
    }

    /// @param perSecond messages that all nodes together send at most; falls when the service says "later"
    /// @param limit     what is allowed
    public record Rate(double perSecond, double limit, Instant at) {}
}
