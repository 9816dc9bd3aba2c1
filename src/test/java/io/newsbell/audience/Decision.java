package io.newsbell.audience;

import java.time.Instant;

/// What becomes of one device.
sealed interface Decision {
    record NotMatched() implements Decision {}

    record Suppressed(Suppression reason) implements Decision {}

    record ToldNow(long topic) implements Decision {}

    record Waits(Selection.Wait reason, Instant dueAt) implements Decision {}
}
