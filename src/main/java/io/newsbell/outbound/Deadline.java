package io.newsbell.outbound;

import java.time.Duration;

/// Of a whole call, redirects and all, by a clock that nobody sets.
public final class Deadline {
    private final long end;

    public Deadline(Duration time) {
        this.end = System.nanoTime() + time.toNanos();
    }

    boolean isOver() {
        return System.nanoTime() - end >= 0;
    }

    long millisLeft() {
        return Math.max(1, (end - System.nanoTime()) / 1_000_000);
    }
}
