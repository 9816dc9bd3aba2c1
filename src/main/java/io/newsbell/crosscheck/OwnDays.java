package io.newsbell.crosscheck;

import io.newsbell.audience.Audience;
import io.newsbell.crosscheck.OwnDaySql.Tally;
import io.newsbell.device.Platform;
import io.newsbell.fcm.DeliveryData;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import org.roaringbitmap.RoaringBitmap;

/// Counts what the ledger says of Android phones on Google's days: by the platform that a phone has now, so
/// who has erased its device since is not counted.
@Singleton
class OwnDays {
    /// Google tells of a day five days later at the latest.
    private static final int LOOKED_BACK = 8;

    /// By then all is sent that began on a day, or nearly so: it is counted once more, and then no more.
    private static final Duration SETTLED_AFTER = Duration.ofHours(12);

    private final Audience audience;
    private final OwnDaySql sql;
    private final Clock clock;

    OwnDays(Audience audience, OwnDaySql sql, Clock clock) {
        this.audience = audience;
        this.sql = sql;
        this.clock = clock;
    }

    void count(long app) {
        var platforms = audience.platforms();
        if (platforms.isEmpty()) {
            // There is no index yet; the next turn counts.
            return;
        }
        var android = platforms.getOrDefault(Platform.ANDROID, new RoaringBitmap());
        var known = RoaringBitmap.or(platforms.values().iterator());
        var today = LocalDate.ofInstant(clock.instant(), DeliveryData.PACIFIC);
        for (var day = today.minusDays(LOOKED_BACK); !day.isAfter(today); day = day.plusDays(1)) {
            var begin = day.atStartOfDay(DeliveryData.PACIFIC).toInstant();
            var end = day.plusDays(1).atStartOfDay(DeliveryData.PACIFIC).toInstant();
            if (!sql.isCounted(app, day, end.plus(SETTLED_AFTER))) {
                var tally = sql.waves(app, begin, end).stream()
                        .map(wave -> QuarkusTransaction.requiringNew().call(() -> sql.tally(wave, android, known)))
                        .reduce(Tally.NOTHING, Tally::plus);
                sql.put(app, day, tally, clock.instant());
            }
        }
    }
}
