package io.newsbell.webpush;

import io.newsbell.push.Answer;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Passes on together what is answered at the same moment: each time costs whoever listens a lock.
final class Gathered {
    private final Consumer<List<Answer>> listener;
    private List<Answer> waiting = new ArrayList<>();

    Gathered(Consumer<List<Answer>> listener) {
        this.listener = listener;
    }

    /// On any thread; on an event loop those that the loop still has in its hands go along.
    void add(Answer answer) {
        boolean isFirst;
        synchronized (this) {
            isFirst = waiting.isEmpty();
            waiting.add(answer);
        }
        if (isFirst) {
            @Nullable Context loop = Vertx.currentContext();
            if (loop == null) {
                passOn();
            } else {
                loop.runOnContext(_ -> passOn());
            }
        }
    }

    private void passOn() {
        List<Answer> some;
        synchronized (this) {
            some = waiting;
            waiting = new ArrayList<>();
        }
        if (!some.isEmpty()) {
            listener.accept(some);
        }
    }
}
