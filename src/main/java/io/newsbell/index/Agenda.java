package io.newsbell.index;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.PriorityQueue;

/// What changes by itself when time passes: quiet hours begin and end, mutes and pauses are over, alerts leave
/// the last 24 hours. Not safe for several threads.
final class Agenda {
    static final long NEVER = Long.MAX_VALUE;

    private final PriorityQueue<Entry> entries = new PriorityQueue<>(Comparator.comparingLong(Entry::due));
    private long passed;

    /// @param now nothing that is put is due before it
    Agenda(Instant now) {
        this.passed = micros(now);
    }

    /// Times are as exact as PostgreSQL's.
    static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /// The time up to which everything has changed.
    Instant passed() {
        return instant(passed);
    }

    /// When the next item is due.
    long next() {
        var first = entries.peek();
        return first == null ? NEVER : first.due();
    }

    /// To be called whenever an item has come, or is due at another time than before.
    void put(Item item) {
        if (item.due() != NEVER) {
            entries.add(new Entry(item.due(), item));
        }
    }

    /// A time before the last one changes nothing.
    void pass(Instant time) {
        var now = micros(time);
        passed = Math.max(passed, now);
        while (next() <= now) {
            var entry = entries.remove();
            // What was put again since is due at another time.
            if (entry.item().due() == entry.due()) {
                entry.item().pass(now);
                put(entry.item());
            }
        }
    }

    interface Item {
        /// In microseconds since 1970, or [#NEVER].
        long due();

        /// Changes what is due at that time, or before. It is due again later, or never.
        void pass(long now);
    }

    private record Entry(long due, Item item) {}
}
