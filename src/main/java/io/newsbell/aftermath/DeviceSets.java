package io.newsbell.aftermath;

import io.newsbell.aftermath.Figures.OnPlatform;
import io.newsbell.device.Platform;
import io.newsbell.ledger.Entry;
import io.newsbell.receipt.ReceiptEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.roaringbitmap.RoaringBitmap;

/// Who has which outcome, and who has reported what.
record DeviceSets(Map<Entry, RoaringBitmap> outcomes, Map<Report, RoaringBitmap> receipts) {
    /// @param share of the devices that were asked for it
    record Report(ReceiptEvent event, double share) {}

    static DeviceSets none() {
        return new DeviceSets(new EnumMap<>(Entry.class), new HashMap<>());
    }

    /// @param entries of the recipients, one code for each, in their order
    void add(RoaringBitmap recipients, byte[] entries) {
        if (entries.length > 0 && areSame(entries)) {
            of(Entry.of(entries[0])).or(recipients);
            return;
        }
        var ordinals = recipients.getIntIterator();
        for (var entry : entries) {
            of(Entry.of(entry)).add(ordinals.next());
        }
    }

    void add(Report report, int ordinal) {
        receipts.computeIfAbsent(report, _ -> new RoaringBitmap()).add(ordinal);
    }

    RoaringBitmap everybody() {
        return RoaringBitmap.or(Stream.concat(outcomes.values().stream(), receipts.values().stream())
                .iterator());
    }

    /// @param platforms have no device in common
    /// @param share of all devices, those that were asked to report what they received
    Figures by(Map<Platform, RoaringBitmap> platforms, double share) {
        var figures = new ArrayList<OnPlatform>();
        var unknown = everybody();
        platforms.forEach((platform, devices) -> {
            if (RoaringBitmap.intersects(unknown, devices)) {
                figures.add(on(Optional.of(platform), devices));
                unknown.andNot(devices);
            }
        });
        if (!unknown.isEmpty()) {
            figures.add(on(Optional.empty(), unknown));
        }
        return new Figures(List.copyOf(figures), share);
    }

    private OnPlatform on(Optional<Platform> platform, RoaringBitmap devices) {
        var counts = new EnumMap<Entry, Long>(Entry.class);
        outcomes.forEach((entry, having) -> {
            var count = RoaringBitmap.andCardinality(having, devices);
            if (count > 0) {
                counts.put(entry, (long) count);
            }
        });
        return new OnPlatform(
                platform,
                counts,
                count(ReceiptEvent.RECEIVED, devices),
                count(ReceiptEvent.OPENED, devices),
                count(ReceiptEvent.DISMISSED, devices));
    }

    /// For how many of the devices the reports stand.
    private long count(ReceiptEvent event, RoaringBitmap devices) {
        return Math.round(receipts.entrySet().stream()
                .filter(reported -> reported.getKey().event() == event)
                .mapToDouble(reported -> RoaringBitmap.andCardinality(reported.getValue(), devices)
                        / reported.getKey().share())
                .sum());
    }

    private RoaringBitmap of(Entry entry) {
        return outcomes.computeIfAbsent(entry, _ -> new RoaringBitmap());
    }

    private static boolean areSame(byte[] entries) {
        for (var entry : entries) {
            if (entry != entries[0]) {
                return false;
            }
        }
        return true;
    }
}
