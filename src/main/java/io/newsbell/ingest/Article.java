package io.newsbell.ingest;

import java.time.Instant;

/// A stored article in its newest version.
///
/// @param backlog whether it was already old news to its feed's readers when it came: see [Arrival]
public record Article(
        long id,
        long appId,
        String externalId,
        int version,
        ArticleContent content,
        Instant receivedAt,
        Instant changedAt,
        boolean backlog) {
    /// One that came as news.
    public Article(
            long id,
            long appId,
            String externalId,
            int version,
            ArticleContent content,
            Instant receivedAt,
            Instant changedAt) {
        this(id, appId, externalId, version, content, receivedAt, changedAt, false);
    }
}
