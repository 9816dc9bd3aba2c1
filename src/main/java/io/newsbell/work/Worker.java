package io.newsbell.work;

import java.time.Duration;

/// Takes what was put for its step. Called on a virtual thread, by one node at a time for each key, at least once:
/// after a crash or an exception it is called again, so what it did already must do no harm.
public interface Worker<T extends Record> {
    Step<T> step();

    Result work(T event);

    /// "Not now" is not "failed": it costs no attempt and is not logged as an error.
    sealed interface Result {
        record Done() implements Result {}

        record NotNow(Duration after) implements Result {}
    }
}
