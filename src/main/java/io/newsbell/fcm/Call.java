package io.newsbell.fcm;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http2.Http2Headers;
import org.jspecify.annotations.Nullable;

/// One request on its way. Seen by the event loop of its [Wire] only, after it was handed over.
abstract class Call {
    private int status;
    private @Nullable String retryAfter;
    private byte[] body = new byte[0];

    /// For room on a connection; from when it is written for its answer.
    long deadlineNanos;

    boolean wasPutBack;

    /// The same object for all calls of one message: a header is looked up, and sent, as a number then.
    abstract Http2Headers headers();

    abstract ByteBuf body(ByteBufAllocator memory);

    /// Called once, on the event loop.
    abstract void answered(HttpAnswer answer);

    /// Called once instead of [#answered(HttpAnswer)].
    abstract void failed(Unanswered failure);

    void headersCame(int code, @Nullable CharSequence after) {
        status = code;
        retryAfter = after == null ? null : after.toString();
    }

    void bodyCame(ByteBuf part) {
        var longer = new byte[body.length + part.readableBytes()];
        System.arraycopy(body, 0, longer, 0, body.length);
        part.getBytes(part.readerIndex(), longer, body.length, part.readableBytes());
        body = longer;
    }

    HttpAnswer answer() {
        return new HttpAnswer(status, retryAfter, body);
    }
}
