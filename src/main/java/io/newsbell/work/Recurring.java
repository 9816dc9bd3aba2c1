package io.newsbell.work;

import java.time.Duration;

/// What is done again and again, by one node at a time, from the start of the first server on. Called on a virtual
/// thread, outside a transaction. An exception is logged, and the next turn comes as if nothing had happened: what it
/// does must be complete or repeatable. It goes after all work that is put: a phone that waits is more urgent.
public interface Recurring {
    /// Stable, as the name of a [Step] is.
    String name();

    /// From the end of one turn to the beginning of the next.
    Duration every();

    void run();
}
