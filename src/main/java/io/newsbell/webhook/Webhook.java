package io.newsbell.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A server of the publisher that is told what becomes of alerts, and how that goes.
///
/// @param lead          how long the first phones wait after it was warned of a crowd
/// @param previousUntil until then messages are signed with the secret from before the last rotation, too
/// @param goneAt        since when its server says that it is gone for good
/// @param last          absent before the first attempt
/// @param deliveredAt   the last time that a message was taken
/// @param failingSince  the first of the attempts that failed since then
/// @param failures      of those, how many
/// @param waiting       messages that were not delivered yet
/// @param lost          messages that were given up
record Webhook(
        long id,
        String name,
        String url,
        List<WebhookEvent> events,
        Duration lead,
        boolean enabled,
        Instant createdAt,
        @Nullable Instant previousUntil,
        @Nullable Instant goneAt,
        @Nullable Attempt last,
        @Nullable Instant deliveredAt,
        @Nullable Instant failingSince,
        int failures,
        long waiting,
        long lost,
        @Nullable Instant lostAt) {

    /// @param status what the server answered, if it did
    /// @param error  what was wrong, if anything was
    record Attempt(
            Instant at, @Nullable Integer status, @Nullable String error) {}
}
