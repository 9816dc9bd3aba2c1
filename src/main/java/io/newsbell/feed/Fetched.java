package io.newsbell.feed;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What came of fetching a feed that could be fetched.
sealed interface Fetched {
    /// How long the answer may be taken for good; the next poll comes no earlier.
    Optional<Duration> goodFor();

    record NotModified(Optional<Duration> goodFor) implements Fetched {}

    /// @param body        unpacked
    /// @param contentType as the server says; often wrong
    /// @param movedTo     where the feed is from now on, if the server says that it has moved for good
    /// @param links       the `Link` headers
    record Content(
            byte[] body,
            Optional<String> contentType,
            Optional<String> etag,
            Optional<String> lastModified,
            Optional<String> movedTo,
            List<String> links,
            Optional<Duration> goodFor)
            implements Fetched {}
}
