package io.newsbell.webpush;

import io.newsbell.outbound.RetryTimes;
import io.newsbell.push.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Translates what a push service answers. Whoever registers a browser names the service: what it says
/// concerns this one subscription, and never stops an alert.
final class Meaning {
    /// However long a service asks for: with the batch of its browser others wait, too, and anybody can be a
    /// service.
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    static final Duration AFTER_NO_CONNECTION = Duration.ofSeconds(10);

    static final Duration AFTER_A_FAILURE = Duration.ofSeconds(5);

    private Meaning() {}

    /// @param location   of the message that was made
    /// @param retryAfter what the service asks for
    static Outcome of(int status, Optional<String> location, Optional<String> retryAfter, Instant now) {
        return switch (status) {
            case 200, 201, 202 -> new Outcome.Accepted(location.orElse(""));
            case 404, 410 -> new Outcome.AddressDead();
            // 406 is how Microsoft says that there was too much.
            case 406, 429 -> new Outcome.TryLater(pause(retryAfter, now), Outcome.Why.QUOTA);
            case 408, 425, 500, 501, 502, 503, 504 -> new Outcome.TryLater(pause(retryAfter, now));
            case 401, 403 ->
                new Outcome.AddressRefused(
                        status + ": its push service does not take the key with which it subscribed");
            case 413 -> new Outcome.AddressRefused("413: its push service takes no message of this size");
            default -> new Outcome.AddressRefused(status + " from its push service");
        };
    }

    private static Duration pause(Optional<String> retryAfter, Instant now) {
        var asked = retryAfter.flatMap(after -> RetryTimes.after(after, now)).orElse(AFTER_A_FAILURE);
        return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
    }
}
