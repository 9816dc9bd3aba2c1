package io.newsbell.ingest;

import java.time.Instant;

/// A stored article in its newest version.
public record Article(
        long id,
        long appId,
        String externalId,
        int version,
        ArticleContent content,
        Instant receivedAt,
        Instant changedAt) {}
