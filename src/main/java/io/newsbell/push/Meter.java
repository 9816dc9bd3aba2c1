package io.newsbell.push;

import io.newsbell.work.Priority;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/// A node's share of a [Quota]: the turns that it has fetched and not used. Guarded by the [Pacer]'s lock.
final class Meter {
    /// Turns that nobody used for so long are worth nothing: they would be a burst.
    private static final Duration GOOD_FOR = Duration.ofSeconds(1);

    /// As in the quota, for those on this node.
    private static final Duration PRECEDENCE = Duration.ofMillis(100);

    private static final long SHORTEST_WAIT = Duration.ofMillis(1).toNanos();

    /// Long ago.
    private final long start = System.nanoTime() - Duration.ofHours(1).toNanos();

    private final Map<Priority, Long> askedAt = new EnumMap<>(Priority.class);
    private int turns;
    private long goodUntil = start;
    private long askAt = start;
    boolean isAsking;
    long answers;
    long busy;

    void asked(Priority priority, long now) {
        askedAt.put(priority, now);
    }

    boolean isPreempted(Priority priority, long now) {
        return askedAt.entrySet().stream()
                .anyMatch(asked ->
                        asked.getKey().compareTo(priority) < 0 && now - asked.getValue() < PRECEDENCE.toNanos());
    }

    /// @return how many turns there are of those that are wanted
    int use(int wanted, long now) {
        if (now - goodUntil > 0) {
            turns = 0;
        }
        int used = Math.min(wanted, turns);
        turns -= used;
        return used;
    }

    /// Whether there are turns, or may be if the quota is asked.
    boolean mayGive(Priority priority, long now) {
        return !isPreempted(priority, now) && (mayAsk(now) || (turns > 0 && now - goodUntil <= 0));
    }

    boolean mayAsk(long now) {
        return !isAsking && now - askAt >= 0;
    }

    void gotten(int more, Duration wait, long now) {
        turns += more;
        goodUntil = now + GOOD_FOR.toNanos();
        askAt = now + wait.toNanos();
    }

    /// Until something may have changed.
    long nanosUntilChange(long now) {
        return isAsking ? PRECEDENCE.toNanos() : Math.max(SHORTEST_WAIT, Math.min(PRECEDENCE.toNanos(), askAt - now));
    }
}
