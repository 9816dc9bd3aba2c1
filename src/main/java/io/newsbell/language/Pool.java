package io.newsbell.language;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Supplier;

/// Things that are costly to make and that one thread at a time can use. Not one for each thread, as Lucene's
/// analyzers keep them: virtual threads are too many.
final class Pool<T> {
    private final ArrayBlockingQueue<T> idle =
            new ArrayBlockingQueue<>(2 * Runtime.getRuntime().availableProcessors());
    private final Supplier<T> make;

    Pool(Supplier<T> make) {
        this.make = make;
    }

    T take() {
        var one = idle.poll();
        return one == null ? make.get() : one;
    }

    /// Not to be called after a failure, when nobody knows what state it is in. What is one too many is left to be
    /// collected.
    void giveBack(T one) {
        var _ = idle.offer(one);
    }
}
