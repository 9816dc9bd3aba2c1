package io.newsbell.aftermath;

import io.newsbell.audience.Audience;
import io.newsbell.ledger.Entry;
import io.newsbell.ledger.Ledger;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.roaringbitmap.RoaringBitmap;

/// Counts one alert by platform. Outcomes are read again until the alert is over, receipts always.
final class Counting {
    /// Whose platform is asked of the database, because the index has only who can be reached.
    private static final int ASKED_AT_MOST = 50_000;

    private final UUID alert;
    private final DeviceSetSql sql;
    private final Audience audience;
    private final Ledger ledger;
    private Optional<Instant> settledAt = Optional.empty();
    private Map<Entry, RoaringBitmap> settled = Map.of();

    Counting(UUID alert, DeviceSetSql sql, Audience audience, Ledger ledger) {
        this.alert = alert;
        this.sql = sql;
        this.audience = audience;
        this.ledger = ledger;
    }

    /// One at a time.
    Figures count() {
        return QuarkusTransaction.requiringNew().call(() -> {
            var sets = outcomes();
            sql.receipts(alert, sets);
            var platforms = new TreeMap<>(audience.platforms());
            var unknown = sets.everybody();
            platforms.values().forEach(unknown::andNot);
            if (!unknown.isEmpty()) {
                sql.platforms(unknown.stream().limit(ASKED_AT_MOST).boxed().toList(), platforms);
            }
            return sets.by(platforms, ledger.receiptShare(alert));
        });
    }

    private DeviceSets outcomes() {
        var over = sql.over(alert);
        if (over.isPresent() && over.equals(settledAt)) {
            return new DeviceSets(settled, new HashMap<>());
        }
        var sets = DeviceSets.none();
        sql.outcomes(alert, sets);
        settledAt = over;
        settled = sets.outcomes();
        return sets;
    }
}
