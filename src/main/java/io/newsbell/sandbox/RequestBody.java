package io.newsbell.sandbox;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/// Collects a request's body up to a limit. A message is one frame as a rule: then its buffer is passed on as it is.
final class RequestBody {
    private final int limit;
    private Buffer body = Buffer.buffer(0);
    private boolean tooLarge;

    private RequestBody(int limit) {
        this.limit = limit;
    }

    static void read(HttpServerRequest request, int limit, Consumer<Buffer> whole, Runnable tooLarge) {
        RequestBody reading = new RequestBody(limit);
        request.handler(chunk -> reading.take(chunk, tooLarge));
        request.endHandler(_ -> {
            if (!reading.tooLarge) {
                whole.accept(reading.body);
            }
        });
    }

    private void take(Buffer chunk, Runnable onTooLarge) {
        if (tooLarge) {
            return;
        }
        if (body.length() + chunk.length() > limit) {
            tooLarge = true;
            body = Buffer.buffer(0);
            onTooLarge.run();
        } else if (body.length() == 0) {
            body = chunk;
        } else {
            body = Buffer.buffer(body.length() + chunk.length())
                    .appendBuffer(body)
                    .appendBuffer(chunk);
        }
    }
}
