package io.newsbell.fcm;

import java.time.Duration;
import java.time.Instant;

/// What Google allows.
final class Limits {
    /// <https://firebase.google.com/docs/cloud-messaging/customize-messages/set-message-type>
    static final int PAYLOAD_BYTES = 4_096;

    /// <https://firebase.google.com/docs/cloud-messaging/customize-messages/setting-message-lifespan>
    static final Duration LONGEST_TTL = Duration.ofDays(28);

    /// After 429 QUOTA_EXCEEDED without a Retry-After.
    /// <https://firebase.google.com/docs/cloud-messaging/scale-fcm>
    static final Duration AFTER_QUOTA_EXCEEDED = Duration.ofMinutes(1);

    private Limits() {}

    /// How long Google may keep a message for a phone that is off.
    static Duration ttl(Instant now, Instant expiresAt) {
        var left = Duration.between(now, expiresAt);
        if (left.isNegative()) {
            return Duration.ZERO;
        }
        return left.compareTo(LONGEST_TTL) > 0 ? LONGEST_TTL : left;
    }
}
