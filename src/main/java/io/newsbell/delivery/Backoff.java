package io.newsbell.delivery;

import java.time.Duration;

/// How long a batch waits before its next attempt.
final class Backoff {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private Backoff() {}

    /// 1 s after the first attempt, then 2 s, 4 s … up to a minute; longer if the service asked for it.
    static Duration pause(int attempt, Duration asked) {
        var usual = Duration.ofSeconds(1L << Math.min(attempt - 1, 6));
        var capped = usual.compareTo(LONGEST) > 0 ? LONGEST : usual;
        return asked.compareTo(capped) > 0 ? asked : capped;
    }
}
