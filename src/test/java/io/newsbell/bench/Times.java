package io.newsbell.bench;

import java.util.Arrays;

/// Of many runs of the same, in milliseconds.
public record Times(double median, double p99, double mean) {
    private static final double NANOS_PER_MILLI = 1e6;

    public static Times of(long[] nanos) {
        var sorted = Arrays.stream(nanos).sorted().toArray();
        return new Times(
                sorted[sorted.length / 2] / NANOS_PER_MILLI,
                sorted[sorted.length * 99 / 100] / NANOS_PER_MILLI,
                Arrays.stream(nanos).average().orElse(0) / NANOS_PER_MILLI);
    }
}
