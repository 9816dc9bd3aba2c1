package io.newsbell.aftermath;

import io.newsbell.aftermath.Figures.OnPlatform;
import io.newsbell.device.Platform;
import io.newsbell.ledger.Entry;
import io.newsbell.receipt.ReceiptEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.roaringbitmap.RoaringBitmap;

/// Who has which outcome, and who has reported what.
record DeviceSets(Map<Entry, RoaringBitmap> outcomes, Map<ReceiptEvent, RoaringBitmap> receipts) {
    static DeviceSets none() {
        return new DeviceSets(new EnumMap<>(Entry.class), new EnumMap<>(ReceiptEvent.class));
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

    void add(ReceiptEvent event, int ordinal) {
        receipts.computeIfAbsent(event, _ -> new RoaringBitmap()).add(ordinal);
    }

    RoaringBitmap everybody() {
        return RoaringBitmap.or(Stream.concat(outcomes.values().stream(), receipts.values().stream())
                .iterator());
    }

    /// @param platforms have no device in common
    Figures by(Map<Platform, RoaringBitmap> platforms) {
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
        return new Figures(List.copyOf(figures));
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

    private long count(ReceiptEvent event, RoaringBitmap devices) {
        return RoaringBitmap.andCardinality(receipts.getOrDefault(event, new RoaringBitmap()), devices);
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
