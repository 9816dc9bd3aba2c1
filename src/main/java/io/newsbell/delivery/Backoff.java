package io.newsbell.delivery;

import java.time.Duration;

/// How long a batch waits before its next attempt.
final class Backoff {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private Backoff() {}

    /// 1 s after the first attempt, then 2 s, 4 s … up to a minute; longer if the service asked for it, but not past
    /// the time at which the alert expires: then what is left is settled.
    static Duration pause(int attempt, Duration asked, Duration untilExpiry) {
        var usual = Duration.ofSeconds(1L << Math.min(attempt - 1, 6));
        var capped = usual.compareTo(LONGEST) > 0 ? LONGEST : usual;
        var wanted = asked.compareTo(capped) > 0 ? asked : capped;
        return wanted.compareTo(untilExpiry) < 0 || untilExpiry.isNegative() ? wanted : untilExpiry;
    }
}
