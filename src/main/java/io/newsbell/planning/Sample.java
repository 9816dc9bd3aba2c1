package io.newsbell.planning;

import java.util.List;
import java.util.UUID;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.roaringbitmap.RoaringBitmap;

/// Deals devices out as if by chance: always alike for one alert, and differently for the next, so that it is
/// not always the same phones that go first.
final class Sample {
    private static final int WHOLE = 1 << 16;

    private final int seed;

    private Sample(int seed) {
        this.seed = seed;
    }

    static Sample of(UUID alert) {
        return new Sample(alert.hashCode());
    }

    /// Into so many parts of about the same size.
    List<RoaringBitmap> parts(RoaringBitmap devices, int parts) {
        return deal(devices, parts, ordinal -> (int) (((mix(ordinal) & 0xFFFFFFFFL) * parts) >>> 32));
    }

    /// About that share of the devices, but at least so many, and all others.
    List<RoaringBitmap> share(RoaringBitmap devices, double share, int atLeast) {
        var count = devices.getCardinality();
        var wanted = Math.max(share, count == 0 ? 1 : (double) atLeast / count);
        var limit = (int) Math.min(WHOLE, Math.ceil(wanted * WHOLE));
        var dealt = deal(devices, 2, ordinal -> (mix(ordinal) >>> 16) < limit ? 0 : 1);
        // By chance it may be a few less; they are made up for.
        var missing = Math.min(atLeast, count) - dealt.getFirst().getCardinality();
        if (missing > 0) {
            var more = dealt.get(1).limit(missing);
            dealt.getFirst().or(more);
            dealt.get(1).andNot(more);
        }
        return dealt;
    }

    private static List<RoaringBitmap> deal(RoaringBitmap devices, int parts, IntUnaryOperator part) {
        var dealt = Stream.generate(RoaringBitmap::new).limit(parts).toList();
        devices.forEach((int ordinal) -> dealt.get(part.applyAsInt(ordinal)).add(ordinal));
        return dealt;
    }

    /// The end of MurmurHash3: every bit of the ordinal reaches every bit of the answer.
    private int mix(int ordinal) {
        int hash = ordinal ^ seed;
        hash ^= hash >>> 16;
        hash *= 0x85EBCA6B;
        hash ^= hash >>> 13;
        hash *= 0xC2B2AE35;
        return hash ^ (hash >>> 16);
    }
}
