package io.newsbell.bench;

import java.util.ArrayList;
import java.util.List;

/// One alert on its way: how many phones had been rung when, in seconds since it was accepted.
final class AlertRun {
    private static final double NANOS_PER_SECOND = 1e9;

    private final String id;
    private final long begin;
    private final List<Sample> samples = new ArrayList<>();
    private double ended = Double.NaN;

    /// @param begin when the 202 was here, as [System#nanoTime()] says it
    AlertRun(String id, long begin) {
        this.id = id;
        this.begin = begin;
    }

    String id() {
        return id;
    }

    void saw(long rung) {
        if (rung > rung()) {
            samples.add(new Sample(elapsed(), rung));
        }
    }

    void ended() {
        if (!hasEnded()) {
            ended = elapsed();
        }
    }

    boolean hasEnded() {
        return !Double.isNaN(ended);
    }

    /// How many phones have been rung by now.
    long rung() {
        return samples.isEmpty() ? 0 : samples.getLast().rung();
    }

    /// When this share of those that were ever rung had been.
    double secondsTo(double share) {
        double wanted = rung() * share;
        return samples.stream()
                .filter(sample -> sample.rung() >= wanted)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Alert " + id + " rang nobody"))
                .seconds();
    }

    /// When every outcome was recorded and the alert was `sent`.
    double secondsToEnd() {
        return ended;
    }

    private double elapsed() {
        return (System.nanoTime() - begin) / NANOS_PER_SECOND;
    }

    private record Sample(double seconds, long rung) {}
}
