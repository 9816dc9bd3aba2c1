package io.newsbell.ingest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A stored article in its newest version.
///
/// @param backlog     whether it was already old news to its feed's readers when it came: see [Arrival]
/// @param source      what brought it first: see [Source]
/// @param withdrawnIn the version by which the newsroom took it back, if it ever did
public record Article(
        long id,
        long appId,
        String externalId,
        int version,
        ArticleContent content,
        Instant receivedAt,
        Instant changedAt,
        boolean backlog,
        Source source,
        @Nullable Integer withdrawnIn) {

    /// Until it is published again.
    public boolean isWithdrawn() {
        return withdrawnIn != null && withdrawnIn == version;
    }

    /// What was taken back once is no news when it comes back.
    public boolean wasWithdrawn() {
        return withdrawnIn != null;
    }
}
