package io.newsbell.receipt;

import io.micrometer.core.instrument.MeterRegistry;
import io.newsbell.alert.ReceiptSample;
import io.newsbell.device.Device;
import io.newsbell.history.PastWave;
import io.newsbell.history.PastWaves;
import io.newsbell.ledger.Ledger;
import io.newsbell.ledger.Promptness;
import io.newsbell.receipt.ReceiptSql.Count;
import io.newsbell.receipt.ReceiptSql.Counted;
import io.newsbell.receipt.ReceiptSql.New;
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
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What phones report of the alerts they were sent. Each event of an alert counts once for each device,
/// however often it is reported.
@ApplicationScoped
public class Receipts {
    /// Phones' clocks are wrong by minutes.
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final ReceiptSql sql;
    private final PastWaves waves;
    private final Ledger ledger;
    private final Promptness promptness;
    private final MeterRegistry metrics;
    private final Clock clock;

    Receipts(
            ReceiptSql sql, PastWaves waves, Ledger ledger, Promptness promptness, MeterRegistry metrics, Clock clock) {
        this.sql = sql;
        this.waves = waves;
        this.ledger = ledger;
        this.promptness = promptness;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Transactional
    public Result report(Device device, List<Entry> entries) {
        var now = clock.instant();
        var meant =
                meant(device, entries.stream().map(Entry::alertId).distinct().toList());
        var good = new ArrayList<New>();
        var refused = new ArrayList<Refused>();
        int unsampled = 0;
        for (int index = 0; index < entries.size(); index++) {
            var entry = entries.get(index);
            switch (judge(entry, device, Optional.ofNullable(meant.get(entry.alertId())), now)) {
                case Verdict.Good(double share) -> good.add(new New(entry.alertId(), entry.event(), entry.at(), share));
                case Verdict.Unsampled() -> unsampled++;
                case Verdict.Never(var why) -> refused.add(new Refused(index, why, why.detail()));
            }
        }
        metrics.counter(ReceiptMetrics.UNSAMPLED).increment(unsampled);
        var counted = good.isEmpty() ? List.<Counted>of() : sql.insert(device.ordinal(), good, now);
        counted.stream()
                .collect(Collectors.groupingBy(Counted::event, Collectors.counting()))
                .forEach(this::count);
        counted.stream()
                .filter(receipt -> receipt.event() == ReceiptEvent.RECEIVED)
                .forEach(receipt -> measure(receipt, Objects.requireNonNull(meant.get(receipt.alertId())), now));
        return new Result(counted.size(), good.size() - counted.size(), unsampled, refused);
    }

    @Transactional
    public Counts counts(UUID alertId) {
        var counts = sql.counts(alertId);
        double share = ledger.receiptShare(alertId);
        var received = counts.getOrDefault(ReceiptEvent.RECEIVED, Count.NONE);
        return new Counts(
                received.devices(),
                counts.getOrDefault(ReceiptEvent.OPENED, Count.NONE).devices(),
                counts.getOrDefault(ReceiptEvent.DISMISSED, Count.NONE).devices(),
                share < 1 ? Optional.of(new Sample(share, received.reports())) : Optional.empty());
    }

    /// An old app reports always: beside a sample that others keep to it would count many times.
    private static Verdict judge(Entry entry, Device device, Optional<PastWave> wave, Instant now) {
        var refusal = refusal(entry, wave.map(PastWave::createdAt), now);
        if (refusal.isPresent()) {
            return new Verdict.Never(refusal.get());
        }
        var sample = wave.filter(_ -> entry.event() == ReceiptEvent.RECEIVED)
                .map(PastWave::receipts)
                .orElse(ReceiptSample.EVERYBODY);
        return sample.has(entry.alertId(), device.id()) ? new Verdict.Good(sample.share()) : new Verdict.Unsampled();
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

    /// Those of the alerts that were meant for the device, each as it was told last: who was not told
    /// before an alert was stopped is in a later wave, too. What is not known here was perhaps planned a
    /// moment ago, on another node: only after another look is it foreign.
    private Map<UUID, PastWave> meant(Device device, List<UUID> alerts) {
        var meant = meantFor(device, waves.of(device.appId(), 0), alerts);
        return meant.size() < alerts.size() ? meantFor(device, waves.now(device.appId()), alerts) : meant;
    }

    private Map<UUID, PastWave> meantFor(Device device, PastWaves.Recent recent, List<UUID> alerts) {
        var candidates = alerts.stream()
                .flatMap(alert -> recent.byAlert().getOrDefault(alert, List.of()).stream())
                .toList();
        var meant = new HashMap<UUID, PastWave>();
        waves.meantFor(device.ordinal(), candidates)
                .forEach(wave -> meant.merge(wave.alertId(), wave, Receipts::later));
        return meant;
    }

    private static PastWave later(PastWave one, PastWave other) {
        return one.number() > other.number() ? one : other;
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

    private sealed interface Verdict {
        /// @param share of the devices that are asked for such a report
        record Good(double share) implements Verdict {}

        record Unsampled() implements Verdict {}

        record Never(Refusal why) implements Verdict {}
    }

    public record Entry(UUID alertId, ReceiptEvent event, Instant at) {}

    /// @param index the entry's place in what was sent, from 0
    public record Refused(int index, Refusal code, String detail) {}

    /// @param unsampled said that an alert was received of which other devices say so: nothing to do
    public record Result(int accepted, int duplicates, int unsampled, List<Refused> refused) {}

    /// Devices, not reports.
    ///
    /// @param received an estimate, if there is a `sample`
    /// @param sample   absent if all devices report what they have received
    public record Counts(long received, long opened, long dismissed, Optional<Sample> sample) {}

    /// What `received` is estimated from.
    ///
    /// @param share    of the devices that it was sent to, those that report
    /// @param received devices that have
    @Schema(name = "ReceiptSample")
    public record Sample(
            @Schema(examples = "0.01") double share,
            @Schema(examples = "402") long received) {}
}
