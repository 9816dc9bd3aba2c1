package io.newsbell.sandbox;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// `GET /sandbox/stream`: one server-sent event for each accepted message. The reader's only buffer is the
/// ledger: it pulls from its own place there whenever its connection takes more. One that falls so far behind
/// that the ledger forgets what it has not read is dropped: nothing more is written, and the connection closes
/// as soon as it has taken what was under way. It may come back with `Last-Event-ID`.
final class MessageStream {
    private static final int AT_ONCE = 50;
    private static final long HEARTBEAT_MILLIS = 15_000;

    private final RoutingContext call;
    private final HttpServerResponse response;
    private final Ledger ledger;
    private final Vertx vertx;
    private final Context context;
    private final @Nullable String token;
    private final AtomicBoolean woken = new AtomicBoolean();
    private long cursor;
    private boolean over;
    private Ledger.@Nullable Listening listening;
    private long beat;

    MessageStream(RoutingContext call, Ledger ledger) {
        this.call = call;
        this.response = call.response();
        this.ledger = ledger;
        this.vertx = call.vertx();
        this.context = vertx.getOrCreateContext();
        this.token = call.queryParams().get("token");
    }

    void open() {
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .write(": open\n\n");
        cursor = start();
        beat = vertx.setPeriodic(HEARTBEAT_MILLIS, _ -> {
            if (!over && !response.writeQueueFull()) {
                response.write(": still here\n\n");
            }
        });
        listening = ledger.onMessage(_ -> wake());
        response.exceptionHandler(_ -> stop());
        response.closeHandler(_ -> stop());
        response.drainHandler(_ -> drain());
        drain();
    }

    /// A browser sends Last-Event-ID when it connects again; `?since=` does the same by hand.
    private long start() {
        String asked = call.request().getHeader("last-event-id");
        if (asked == null) {
            asked = call.queryParams().get("since");
        }
        try {
            long seq = asked == null ? ledger.last() : Long.parseLong(asked);
            long forgotten = ledger.forgotten();
            if (seq < forgotten) {
                lost(seq, forgotten);
            }
            return Math.max(seq, forgotten);
        } catch (NumberFormatException e) {
            return ledger.last();
        }
    }

    /// Many messages, one task: the listener is called on the sender's event loop and must cost it nothing.
    private void wake() {
        if (woken.compareAndSet(false, true)) {
            context.runOnContext(_ -> drain());
        }
    }

    private void drain() {
        woken.set(false);
        while (!over) {
            long forgotten = ledger.forgotten();
            if (cursor < forgotten) {
                disconnect();
                return;
            }
            if (response.writeQueueFull()) {
                return;
            }
            var messages = ledger.since(cursor, AT_ONCE);
            if (messages.isEmpty()) {
                return;
            }
            for (SandboxMessage message : messages) {
                if (token == null || token.equals(message.target().value())) {
                    response.write("id: " + message.seq() + "\ndata: " + SandboxRoutes.json(message) + "\n\n");
                }
                cursor = message.seq();
            }
        }
    }

    private void lost(long from, long to) {
        response.write("event: lost\ndata: {\"after\":" + from + ",\"upTo\":" + to + "}\n\n");
    }

    private void disconnect() {
        stop();
        if (call.request().version() == HttpVersion.HTTP_2) {
            response.reset();
        } else {
            call.request().connection().close();
        }
    }

    private void stop() {
        over = true;
        vertx.cancelTimer(beat);
        Ledger.Listening heard = listening;
        if (heard != null) {
            heard.close();
        }
    }
}
