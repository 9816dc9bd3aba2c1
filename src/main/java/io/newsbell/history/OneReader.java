package io.newsbell.history;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Lets one thread read from the database what many miss at the same moment; the others find it read when their turn
/// comes.
/// They do not wait for long: they may hold the very connections for which the one that reads is waiting.
final class OneReader {
    /// Many times what a reading takes, and little beside the pool's patience of five seconds.
    private static final long PATIENCE_MILLIS = 100;

    private final ReentrantLock turn = new ReentrantLock();

    /// @param look at what is known by now, and reads what is missing; safe to do by several threads at once
    <T> T take(Supplier<T> look) {
        boolean isMine = awaitTurn();
        try {
            return look.get();
        } finally {
            if (isMine) {
                turn.unlock();
            }
        }
    }

    private boolean awaitTurn() {
        try {
            return turn.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
