package io.newsbell.projection;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Threads that use connections and are to end before the server closes its pool: what is in use then stays
/// open, and PostgreSQL has to cut it.
final class Background {
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private Background() {}

    /// Returns when it has ended, or after a time that a server may take to stop.
    ///
    /// @param thread told to end; null if it was never started
    static void awaitEnd(@Nullable Thread thread) {
        if (thread == null) {
            return;
        }
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
