package io.newsbell.audience;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import org.roaringbitmap.RoaringBitmapWriter;

/// Divides some devices among sets that have none in common. The largest sets first, and what was found is not
/// looked for again: most are found in a few.
final class Shares {
    /// Where the devices are so many times fewer than the set, to look each up is quicker than to go through the set.
    private static final int FEW = 16;

    /// Ordinals that RoaringBitmap keeps in one container; with fewer than so many in one it keeps a list.
    private static final int PAGE = 65_536;

    private static final int SPARSE = 4_096;
    private static final int WORD = 6;
    private static final int BUFFER = 1_024;

    private Shares() {}

    /// @param sets   by a key
    /// @param moment of the devices in the set of a key
    /// @return the caller's own
    static <K> SortedMap<Instant, RoaringBitmap> of(
            Map<K, RoaringBitmap> sets, RoaringBitmap devices, Function<K, Instant> moment) {
        var found = new TreeMap<Instant, RoaringBitmap>();
        if (devices.isEmpty()) {
            return found;
        }
        var left = new Left(devices);
        sets.entrySet().stream()
                .map(set ->
                        new Sized<>(set.getKey(), set.getValue(), set.getValue().getLongCardinality()))
                .sorted(Comparator.comparingLong((Sized<K> set) -> set.size()).reversed())
                .takeWhile(_ -> left.count > 0)
                .forEach(set -> {
                    var those = left.take(set.devices(), set.size());
                    if (!those.isEmpty()) {
                        found.merge(moment.apply(set.key()), those, (one, other) -> {
                            one.or(other);
                            return one;
                        });
                    }
                });
        return found;
    }

    private record Sized<K>(K key, RoaringBitmap devices, long size) {}

    private static final class Left {
        private final RoaringBitmap all;
        private long count;

        /// One for each ordinal: a RoaringBitmap that is sparse would be searched for each set. Null if it is dense.
        private final long @Nullable [] bits;

        Left(RoaringBitmap devices) {
            this.all = devices;
            this.count = devices.getLongCardinality();
            this.bits = count > (long) SPARSE * (devices.last() / PAGE + 1) ? null : bits(devices);
        }

        RoaringBitmap take(RoaringBitmap set, long size) {
            var those = bits == null || size > FEW * count ? RoaringBitmap.and(all, set) : among(bits, set);
            count -= those.getLongCardinality();
            return those;
        }

        private static RoaringBitmap among(long[] bits, RoaringBitmap set) {
            var those = RoaringBitmapWriter.writer().constantMemory().get();
            var ordinals = new int[BUFFER];
            for (var iterator = set.getBatchIterator(); iterator.hasNext(); ) {
                var read = iterator.nextBatch(ordinals);
                for (int index = 0; index < read; index++) {
                    var ordinal = ordinals[index];
                    var word = ordinal >>> WORD;
                    if (word < bits.length && (bits[word] & 1L << ordinal) != 0) {
                        those.add(ordinal);
                    }
                }
            }
            return those.get();
        }

        private static long[] bits(RoaringBitmap devices) {
            var bits = new long[(devices.last() >>> WORD) + 1];
            var ordinals = new int[BUFFER];
            for (var iterator = devices.getBatchIterator(); iterator.hasNext(); ) {
                var read = iterator.nextBatch(ordinals);
                for (int index = 0; index < read; index++) {
                    bits[ordinals[index] >>> WORD] |= 1L << ordinals[index];
                }
            }
            return bits;
        }
    }
}
