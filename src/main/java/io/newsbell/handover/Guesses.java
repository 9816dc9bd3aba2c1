package io.newsbell.handover;

import io.newsbell.device.Device;
import io.newsbell.handover.GuessSql.Whose;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// How many wrong codes may be tried: they have six letters, and anybody can register devices.
///
/// There are 20⁶ = 64,000,000 codes. If 1,000 are alive at once, which takes a publisher with 6,000
/// moves an hour, and 100 wrong ones an hour are looked at, somebody who tries all the time finds one
/// in 64,000,000 ÷ (1,000 × 100) = 640 hours: four weeks of the metric
/// `newsbell_handovers_total{event="limited"}`, for what one reader follows. With 100 alive it takes
/// nine months. That the readers who mistype stay below 100 follows from one in twenty of them who
/// types.
@ApplicationScoped
class Guesses {
    static final Duration WINDOW = Duration.ofHours(1);

    private final GuessSql sql;
    private final HandoverConfig config;
    private final Clock clock;

    Guesses(GuessSql sql, HandoverConfig config, Clock clock) {
        this.sql = sql;
        this.config = config;
        this.clock = clock;
    }

    /// Counts a guess before it is looked at: of many at the same moment no more are looked at than are
    /// allowed.
    ///
    /// @throws Problem `too_many_requests`
    @Transactional
    long count(Device device, String block) {
        sql.queue(device.appId());
        var app = device.appId();
        limit(config.wrongCodesPerDevice(), new Whose(app, Optional.of(device.id()), Optional.empty()));
        limit(config.wrongCodesPerBlock(), new Whose(app, Optional.empty(), Optional.of(block)));
        limit(config.wrongCodesPerApp(), new Whose(app, Optional.empty(), Optional.empty()));
        return sql.add(app, device.id(), block, clock.instant());
    }

    /// It was right.
    @Transactional
    void uncount(long guess) {
        sql.remove(guess);
    }

    private void limit(int most, Whose whose) {
        var now = clock.instant();
        sql.nthNewest(most, whose, now.minus(WINDOW)).ifPresent(oldest -> {
            throw Problem.later(
                    ErrorCode.TOO_MANY_REQUESTS,
                    "Too many codes were wrong. Open the link in the browser, or scan its QR code, or try again after the"
                            + " seconds in Retry-After.",
                    Duration.between(now, oldest.plus(WINDOW)));
        });
    }
}
