package io.newsbell.sandbox;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One thing that goes wrong on purpose. A call that a lever makes fail rings no phone, except
/// [#afterDelivery()]: the phone rings and the sender does not hear of it.
///
/// @param share the fraction of calls it takes, drawn from the sandbox's seed: 0.01 is one in a hundred
/// @param times it takes only among the first so many calls it sees
/// @param retryAfter the Retry-After header of 429 and 503
/// @param delay how long the answer waits; of any lever, not only of `delay`
public record Lever(
        Kind kind, double share, long times, @Nullable Duration retryAfter, Duration delay, boolean afterDelivery) {

    public enum Kind {
        /// Nothing goes wrong: exempts one token from a global lever.
        ACCEPT("accept"),
        /// 404, the phone has uninstalled the app.
        UNREGISTERED("unregistered"),
        /// 429 QUOTA_EXCEEDED: too much for one device.
        QUOTA_EXCEEDED("quotaExceeded"),
        /// 429 without any FcmError: too much for the project.
        RATE_LIMIT_EXCEEDED("rateLimitExceeded"),
        UNAVAILABLE("unavailable"),
        INTERNAL("internal"),
        INVALID_ARGUMENT("invalidArgument"),
        SENDER_ID_MISMATCH("senderIdMismatch"),
        THIRD_PARTY_AUTH_ERROR("thirdPartyAuthError"),
        /// 501 and a body that is not Google's.
        UNKNOWN_STATUS("unknownStatus"),
        /// 200 and no JSON.
        GARBAGE("garbage"),
        /// Accepted, answered late.
        DELAY("delay"),
        /// RST_STREAM on HTTP/2, a closed connection on HTTP/1.1.
        RESET("reset"),
        /// Never answered.
        HANG("hang");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }

        static Optional<Kind> named(String wireName) {
            return Arrays.stream(values())
                    .filter(kind -> kind.wireName.equals(wireName))
                    .findFirst();
        }

        static List<String> names() {
            return Arrays.stream(values()).map(Kind::wireName).toList();
        }
    }

    /// Google asks to wait a minute at least after QUOTA_EXCEEDED.
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    public Lever {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share is a fraction from 0 to 1, not " + share);
        }
        if (times < 0 || delay.isNegative() || (retryAfter != null && retryAfter.isNegative())) {
            throw new IllegalArgumentException("times, delay and retryAfter cannot be negative");
        }
        if (afterDelivery && kind != Kind.RESET && kind != Kind.HANG) {
            throw new IllegalArgumentException("afterDelivery is for reset and hang only");
        }
        if (retryAfter != null && !hasRetryAfter(kind)) {
            throw new IllegalArgumentException("retryAfter is for 429 and 503 only");
        }
    }

    public static Lever of(Kind kind) {
        boolean quota = kind == Kind.QUOTA_EXCEEDED || kind == Kind.RATE_LIMIT_EXCEEDED;
        return new Lever(kind, 1, Long.MAX_VALUE, quota ? A_MINUTE : null, Duration.ZERO, false);
    }

    public static Lever delayed(Duration delay) {
        return of(Kind.DELAY).delay(delay);
    }

    public Lever share(double fraction) {
        return new Lever(kind, fraction, times, retryAfter, delay, afterDelivery);
    }

    public Lever times(long calls) {
        return new Lever(kind, share, calls, retryAfter, delay, afterDelivery);
    }

    public Lever retryAfter(@Nullable Duration wait) {
        return new Lever(kind, share, times, wait, delay, afterDelivery);
    }

    public Lever delay(Duration wait) {
        return new Lever(kind, share, times, retryAfter, wait, afterDelivery);
    }

    public Lever afterDelivery(boolean rings) {
        return new Lever(kind, share, times, retryAfter, delay, rings);
    }

    private static boolean hasRetryAfter(Kind kind) {
        return switch (kind) {
            case QUOTA_EXCEEDED, RATE_LIMIT_EXCEEDED, UNAVAILABLE -> true;
            default -> false;
        };
    }
}
