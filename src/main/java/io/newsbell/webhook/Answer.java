package io.newsbell.webhook;

import java.time.Duration;
import java.util.Optional;

/// What came of telling a webhook something.
sealed interface Answer {
    /// It has it (2xx).
    record Taken(int status) implements Answer {}

    /// It may have it later.
    ///
    /// @param after as long as its server asked to be left alone
    record Failed(Optional<Integer> status, String error, Optional<Duration> after) implements Answer {}

    /// It wants nothing any more (410).
    record Gone() implements Answer {}

    /// This server is being stopped, and does not know.
    record Interrupted() implements Answer {}
}
