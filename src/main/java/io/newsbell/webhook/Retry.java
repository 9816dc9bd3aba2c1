package io.newsbell.webhook;

import java.time.Duration;
import java.util.List;

/// After how long a message is tried again: 5 s, 30 s, 2 min, 10 min, 30 min, 1 h, 2 h, then every 4 h.
final class Retry {
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(4));

    private Retry() {}

    /// @param attempts that were made, one at least
    /// @param chance   from 0 to 1: spreads what failed at the same moment over a tenth of the pause
    static Duration pause(int attempts, double chance) {
        var pause = PAUSES.get(Math.min(attempts, PAUSES.size()) - 1);
        return pause.plusMillis(Math.round(pause.toMillis() * chance / 10));
    }
}
