package io.newsbell.webpush;

import io.newsbell.push.Outcome;
import java.time.Duration;
import java.util.Optional;

/// Translates what a push service answers. Whoever registers a browser names the service: what it says
/// concerns this one subscription, and never stops an alert.
final class Meaning {
    static final Duration AFTER_A_FAILURE = Duration.ofSeconds(5);

    private Meaning() {}

    /// @param location   of the message that was made
    /// @param retryAfter what the service asks for
    static Outcome of(int status, Optional<String> location, Optional<Duration> retryAfter) {
        return switch (status) {
            case 200, 201, 202 -> new Outcome.Accepted(location.orElse(""));
            case 404, 410 -> new Outcome.AddressDead();
            case 408, 425, 429, 500, 502, 503, 504 -> new Outcome.TryLater(retryAfter.orElse(AFTER_A_FAILURE));
            case 401, 403 ->
                new Outcome.AddressRefused(
                        status + ": its push service does not take the key with which it subscribed");
            case 413 -> new Outcome.AddressRefused("413: its push service takes no message of this size");
            default -> new Outcome.AddressRefused(status + " from its push service");
        };
    }
}
