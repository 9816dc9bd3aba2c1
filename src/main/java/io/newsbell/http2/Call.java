package io.newsbell.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http2.Http2Headers;
import org.jspecify.annotations.Nullable;

/// One request on its way. Seen by the event loop of its [Wire] only, after it was handed over.
public abstract class Call {
    private int status;
    private @Nullable Http2Headers came;
    private byte[] body = new byte[0];

    /// For room on a connection; from when it is written for its answer.
    long deadlineNanos;

    boolean wasPutBack;

    /// The same object for calls that are alike costs the least: a header that was sent before on the
    /// connection is looked up, and sent, as a number.
    protected abstract Http2Headers headers();

    /// Whoever writes it releases it.
    protected abstract ByteBuf body(ByteBufAllocator memory);

    /// Called once, on the event loop.
    protected abstract void answered(HttpAnswer answer);

    /// Called once instead of [#answered(HttpAnswer)].
    protected abstract void failed(Unanswered failure);

    void headersCame(int code, Http2Headers headers) {
        status = code;
        came = headers;
    }

    /// A service that never stops talking must not fill the memory.
    void bodyCame(ByteBuf part) {
        int length = Math.min(part.readableBytes(), HttpAnswer.LONGEST_BODY - body.length);
        var longer = new byte[body.length + length];
        System.arraycopy(body, 0, longer, 0, body.length);
        part.getBytes(part.readerIndex(), longer, body.length, length);
        body = longer;
    }

    HttpAnswer answer() {
        return new HttpAnswer(status, header("retry-after"), header("location"), body);
    }

    private @Nullable String header(String name) {
        var value = came == null ? null : came.get(name);
        return value == null ? null : value.toString();
    }
}
