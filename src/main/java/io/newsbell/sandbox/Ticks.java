package io.newsbell.sandbox;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Does what is due in the same millisecond with one timer, on one event loop: of 50,000 answers a second that come
/// 20 ms later, each would have a timer of its own.
final class Ticks {
    private final Vertx vertx;
    private final Map<Long, List<Runnable>> due = new HashMap<>();

    Ticks(Vertx vertx) {
        this.vertx = vertx;
    }

    /// Not before the wait is over, and by the next full millisecond at the latest if the event loop is free.
    void after(Duration wait, Runnable task) {
        long now = System.nanoTime();
        long nanos = now + wait.toNanos();
        long tick = Math.ceilDiv(nanos, TimeUnit.MILLISECONDS.toNanos(1));
        List<Runnable> known = due.get(tick);
        if (known != null) {
            known.add(task);
            return;
        }
        List<Runnable> tasks = new ArrayList<>();
        tasks.add(task);
        due.put(tick, tasks);
        long delay = TimeUnit.MILLISECONDS.toNanos(tick) - now;
        vertx.setTimer(Math.max(1, Math.ceilDiv(delay, TimeUnit.MILLISECONDS.toNanos(1))), _ -> {
            due.remove(tick);
            tasks.forEach(Runnable::run);
        });
    }
}
