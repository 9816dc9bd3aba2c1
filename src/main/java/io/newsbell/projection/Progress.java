package io.newsbell.projection;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// How far the building of an index is. Written by one thread, read by any.
final class Progress {
    private final Map<Part, Counter> parts = new EnumMap<>(Part.class);
    private final long begin = System.nanoTime();
    private volatile Duration took = Duration.ZERO;

    Progress() {
        for (var part : Part.values()) {
            parts.put(part, new Counter());
        }
    }

    void expect(Part part, long rows) {
        counter(part).expected = rows;
    }

    void read(Part part, int more) {
        counter(part).rows.add(more);
    }

    void end() {
        took = Duration.ofNanos(System.nanoTime() - begin);
    }

    /// Until now, or until it was complete.
    Duration took() {
        return took.isZero() ? Duration.ofNanos(System.nanoTime() - begin) : took;
    }

    long read() {
        return parts.values().stream().mapToLong(counter -> counter.rows.sum()).sum();
    }

    long rowsPerSecond() {
        return read() * Duration.ofSeconds(1).toMillis() / Math.max(1, took().toMillis());
    }

    long rows(Part part) {
        return counter(part).rows.sum();
    }

    /// As PostgreSQL last estimated; 0 if it never did.
    long expected(Part part) {
        return counter(part).expected;
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        parts.forEach((part, counter) ->
                text.append("%s %,d of about %,d, ".formatted(part.table, counter.rows.sum(), counter.expected)));
        return text + "%,d rows a second".formatted(rowsPerSecond());
    }

    private Counter counter(Part part) {
        return java.util.Objects.requireNonNull(parts.get(part));
    }

    /// In the order in which they are read.
    enum Part {
        DEVICES("device"),
        FOLLOWS("subscription"),
        MUTES("mute"),
        WAVES("wave");

        final String table;

        Part(String table) {
            this.table = table;
        }
    }

    private static final class Counter {
        private final LongAdder rows = new LongAdder();
        private volatile long expected;
    }
}
