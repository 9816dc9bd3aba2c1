package io.newsbell.receipt;

import io.micrometer.core.instrument.MeterRegistry;
import io.newsbell.device.Device;
import io.newsbell.history.PastWaves;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// What phones report of the alerts they were sent. Each event of an alert counts once for each device, however
/// often it is reported.
@ApplicationScoped
public class Receipts {
    /// Phones' clocks are wrong by minutes.
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final ReceiptSql sql;
    private final PastWaves waves;
    private final MeterRegistry metrics;
    private final Clock clock;

    Receipts(ReceiptSql sql, PastWaves waves, MeterRegistry metrics, Clock clock) {
        this.sql = sql;
        this.waves = waves;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Transactional
    public Result report(Device device, List<Entry> entries) {
        var now = clock.instant();
        var created =
                created(device, entries.stream().map(Entry::alertId).distinct().toList());
        var good = new ArrayList<Entry>();
        var refused = new ArrayList<Refused>();
        for (int index = 0; index < entries.size(); index++) {
            var entry = entries.get(index);
            var refusal = refusal(entry, Optional.ofNullable(created.get(entry.alertId())), now);
            if (refusal.isPresent()) {
                refused.add(new Refused(index, refusal.get(), refusal.get().detail()));
            } else {
                good.add(entry);
            }
        }
        var counted = good.isEmpty() ? List.<ReceiptEvent>of() : sql.insert(device.ordinal(), good, now);
        counted.stream()
                .collect(Collectors.groupingBy(event -> event, Collectors.counting()))
                .forEach(this::count);
        return new Result(counted.size(), good.size() - counted.size(), refused);
    }

    @Transactional
    public Counts counts(UUID alertId) {
        var counts = sql.counts(alertId);
        return new Counts(
                counts.getOrDefault(ReceiptEvent.RECEIVED, 0L),
                counts.getOrDefault(ReceiptEvent.OPENED, 0L),
                counts.getOrDefault(ReceiptEvent.DISMISSED, 0L));
    }

    private static Optional<Refusal> refusal(Entry entry, Optional<Instant> created, Instant now) {
        if (created.isEmpty()) {
            return Optional.of(Refusal.FOREIGN);
        }
        if (entry.at().isAfter(now.plus(TOLERANCE))) {
            return Optional.of(Refusal.FUTURE_DATED);
        }
        return entry.at().isBefore(now.minus(PastWaves.KEPT))
                        || entry.at().isBefore(created.get().minus(TOLERANCE))
                ? Optional.of(Refusal.LATE)
                : Optional.empty();
    }

    /// When those of the alerts were created that were meant for the device. What is not known here was perhaps
    /// planned a moment ago, on another node: only after another look is it foreign.
    private Map<UUID, Instant> created(Device device, List<UUID> alerts) {
        var created = meantFor(device, waves.of(device.appId(), 0), alerts);
        if (created.size() < alerts.size()) {
            return meantFor(device, waves.now(device.appId()), alerts);
        }
        return created;
    }

    private Map<UUID, Instant> meantFor(Device device, PastWaves.Recent recent, List<UUID> alerts) {
        var candidates = alerts.stream()
                .flatMap(alert -> recent.byAlert().getOrDefault(alert, List.of()).stream())
                .toList();
        var created = new HashMap<UUID, Instant>();
        waves.meantFor(device.ordinal(), candidates).forEach(wave -> created.put(wave.alertId(), wave.createdAt()));
        return created;
    }

    private void count(ReceiptEvent event, long count) {
        metrics.counter("newsbell.receipts", "event", event.name().toLowerCase(Locale.ROOT))
                .increment((double) count);
    }

    public record Entry(UUID alertId, ReceiptEvent event, Instant at) {}

    /// @param index the entry's place in what was sent, from 0
    public record Refused(int index, Refusal code, String detail) {}

    public record Result(int accepted, int duplicates, List<Refused> refused) {}

    /// Devices, not reports.
    public record Counts(long received, long opened, long dismissed) {}
}
