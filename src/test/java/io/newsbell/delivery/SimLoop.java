package io.newsbell.delivery;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/// Time and chance of a simulation: what is to happen happens in order, and all at once.
final class SimLoop {
    private static final Instant START = Instant.parse("2026-11-26T08:00:00Z");

    final SplittableRandom random;
    private final boolean isTold;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private long now;
    private long number;

    private record Event(long at, long number, Runnable action) {}

    SimLoop(long seed, boolean isTold) {
        this.random = new SplittableRandom(seed);
        this.isTold = isTold;
    }

    /// Milliseconds since the start.
    long now() {
        return now;
    }

    Instant clock() {
        return instant(now);
    }

    Instant instant(long millis) {
        return START.plusMillis(millis);
    }

    long millis(Instant instant) {
        return instant.toEpochMilli() - START.toEpochMilli();
    }

    void in(long millis, Runnable action) {
        events.add(new Event(now + Math.max(0, millis), number++, action));
    }

    /// @return false if nothing is left to happen
    boolean step() {
        var event = events.poll();
        if (event == null) {
            return false;
        }
        now = event.at();
        event.action().run();
        return true;
    }

    /// @return whether something of that likelihood happens
    boolean chance(double likelihood) {
        return random.nextDouble() < likelihood;
    }

    /// From 0 to below `bound`.
    int any(int bound) {
        return random.nextInt(bound);
    }

    @SuppressWarnings("AnnotateFormatMethod")
    void tell(String format, Object... values) {
        if (isTold) {
            System.out.printf("%9.3f  %s%n", now / 1_000.0, format.formatted(values));
        }
    }

    @SuppressWarnings("AnnotateFormatMethod")
    void require(boolean isSo, String otherwise, Object... values) {
        if (!isSo) {
            throw new AssertionError("after %.3f s: ".formatted(now / 1_000.0) + otherwise.formatted(values));
        }
    }
}
