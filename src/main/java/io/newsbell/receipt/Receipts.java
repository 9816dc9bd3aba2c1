package io.newsbell.receipt;

import io.micrometer.core.instrument.MeterRegistry;
import io.newsbell.device.Device;
import io.newsbell.history.PastWave;
import io.newsbell.history.PastWaves;
import io.newsbell.ledger.Promptness;
import io.newsbell.receipt.ReceiptSql.Counted;
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
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// What phones report of the alerts they were sent. Each event of an alert counts once for each device,
/// however often it is reported.
@ApplicationScoped
public class Receipts {
    /// Phones' clocks are wrong by minutes.
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final ReceiptSql sql;
    private final PastWaves waves;
    private final Promptness promptness;
    private final MeterRegistry metrics;
    private final Clock clock;

    Receipts(ReceiptSql sql, PastWaves waves, Promptness promptness, MeterRegistry metrics, Clock clock) {
        this.sql = sql;
        this.waves = waves;
        this.promptness = promptness;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Transactional
    public Result report(Device device, List<Entry> entries) {
        var now = clock.instant();
        var meant =
                meant(device, entries.stream().map(Entry::alertId).distinct().toList());
        var good = new ArrayList<Entry>();
        var refused = new ArrayList<Refused>();
        for (int index = 0; index < entries.size(); index++) {
            var entry = entries.get(index);
            var refusal = refusal(
                    entry, Optional.ofNullable(meant.get(entry.alertId())).map(PastWave::createdAt), now);
            if (refusal.isPresent()) {
                refused.add(new Refused(index, refusal.get(), refusal.get().detail()));
            } else {
                good.add(entry);
            }
        }
        var counted = good.isEmpty() ? List.<Counted>of() : sql.insert(device.ordinal(), good, now);
        counted.stream()
                .collect(Collectors.groupingBy(Counted::event, Collectors.counting()))
                .forEach(this::count);
        counted.stream()
                .filter(receipt -> receipt.event() == ReceiptEvent.RECEIVED)
                .forEach(receipt -> measure(receipt, Objects.requireNonNull(meant.get(receipt.alertId())), now));
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

    /// Those of the alerts that were meant for the device, each as it was. What is not known here was perhaps
    /// planned a moment ago, on another node: only after another look is it foreign.
    private Map<UUID, PastWave> meant(Device device, List<UUID> alerts) {
        var meant = meantFor(device, waves.of(device.appId(), 0), alerts);
        return meant.size() < alerts.size() ? meantFor(device, waves.now(device.appId()), alerts) : meant;
    }

    private Map<UUID, PastWave> meantFor(Device device, PastWaves.Recent recent, List<UUID> alerts) {
        var candidates = alerts.stream()
                .flatMap(alert -> recent.byAlert().getOrDefault(alert, List.of()).stream())
                .toList();
        var meant = new HashMap<UUID, PastWave>();
        waves.meantFor(device.ordinal(), candidates).forEach(wave -> meant.put(wave.alertId(), wave));
        return meant;
    }

    /// Nobody receives what has not been reported yet, whatever the phone's clock says.
    private void measure(Counted receipt, PastWave wave, Instant now) {
        if (wave.begunAt() != null) {
            var at = receipt.at().isAfter(now) ? now : receipt.at();
            promptness.received(receipt.alertId(), receipt.platform(), wave.level(), wave.begunAt(), at);
        }
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
