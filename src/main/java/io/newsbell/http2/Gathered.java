package io.newsbell.http2;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Passes on together what comes in the same turn of an event loop: each time costs whoever listens a lock.
public final class Gathered<T> {
    private final EventLoop loop;
    private final Consumer<List<T>> listener;

    // Seen by the event loop only.
    private List<T> waiting = new ArrayList<>();

    public Gathered(EventLoop loop, Consumer<List<T>> listener) {
        this.loop = loop;
        this.listener = listener;
    }

    /// On any thread; what comes on another one than the loop's is passed on at once.
    public void add(T one) {
        if (!loop.inEventLoop()) {
            listener.accept(List.of(one));
            return;
        }
        if (waiting.isEmpty()) {
            loop.execute(this::passOn);
        }
        waiting.add(one);
    }

    private void passOn() {
        var some = waiting;
        waiting = new ArrayList<>();
        listener.accept(some);
    }
}
