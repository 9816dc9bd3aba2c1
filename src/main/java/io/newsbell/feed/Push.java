package io.newsbell.feed;

import io.newsbell.app.Secret;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A subscription at a hub.
///
/// @param callback where the hub sends to; nobody can guess it
/// @param until    null until the hub has asked back
record Push(
        Hubs.Offer offer,
        UUID callback,
        Secret secret,
        Instant askedAt,
        @Nullable Instant until) {
    boolean isOnUntil(Instant time) {
        return until != null && until.isAfter(time);
    }

    Push askedAgain(Instant now) {
        return new Push(offer, callback, secret, now, until);
    }
}
