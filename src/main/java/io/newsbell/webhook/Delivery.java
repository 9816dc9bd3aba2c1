package io.newsbell.webhook;

import io.newsbell.app.Secret;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// A message that a webhook is to be told now.
///
/// @param secrets        to sign it with; two for a while after a rotation
/// @param data           JSON
/// @param attempts       this one included
/// @param firstAttemptAt this one, if it is the first
record Delivery(
        UUID id,
        long webhookId,
        String webhook,
        String url,
        List<Secret> secrets,
        String type,
        Instant occurredAt,
        String data,
        int attempts,
        Instant firstAttemptAt) {}
