package io.newsbell.index;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.roaringbitmap.RoaringBitmap;

/// Devices by the moment at which something comes to them. A device is at one moment at most.
final class Moments {
    private final RoaringBitmap everybody = new RoaringBitmap();
    private final SortedMap<Instant, RoaringBitmap> byMoment = new TreeMap<>();

    void add(Instant moment, int ordinal) {
        everybody.add(ordinal);
        at(moment).add(ordinal);
    }

    void remove(Instant moment, int ordinal) {
        everybody.remove(ordinal);
        at(moment).remove(ordinal);
    }

    void add(Instant moment, RoaringBitmap devices) {
        everybody.or(devices);
        at(moment).or(devices);
    }

    void remove(Instant moment, RoaringBitmap devices) {
        everybody.andNot(devices);
        at(moment).andNot(devices);
        byMoment.values().removeIf(RoaringBitmap::isEmpty);
    }

    RoaringBitmap everybody() {
        return everybody;
    }

    /// Not to be changed by the caller.
    SortedMap<Instant, RoaringBitmap> byMoment() {
        return byMoment;
    }

    Stream<RoaringBitmap> bitmaps() {
        return Stream.concat(Stream.of(everybody), byMoment.values().stream());
    }

    private RoaringBitmap at(Instant moment) {
        return byMoment.computeIfAbsent(moment, _ -> new RoaringBitmap());
    }
}
