package io.newsbell.webpush;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import io.newsbell.http2.Call;
import io.newsbell.http2.HttpAnswer;
import io.newsbell.http2.Unanswered;
import io.newsbell.push.Outcome;

/// A message as it goes out: encrypted, with what its push service is told about it.
final class Letter extends Call {
    private static final AsciiString POST = AsciiString.cached("POST");
    private static final AsciiString HTTPS = AsciiString.cached("https");

    private final Carriers carriers;
    private final Delivery delivery;
    private final String endpoint;
    private final AsciiString[] about;
    private final byte[] body;

    /// @param about names in small letters and values, in turn
    Letter(Carriers carriers, Delivery delivery, String endpoint, AsciiString[] about, byte[] body) {
        this.carriers = carriers;
        this.delivery = delivery;
        this.endpoint = endpoint;
        this.about = about;
        this.body = body;
    }

    String origin() {
        return delivery.origin();
    }

    /// What of the endpoint stands in the first line of a request.
    String target() {
        var target = endpoint.substring(origin().length());
        return target.startsWith("/") ? target : "/" + target;
    }

    AsciiString[] about() {
        return about;
    }

    byte[] body() {
        return body;
    }

    void end(Outcome outcome) {
        delivery.end(outcome);
    }

    @Override
    protected Http2Headers headers() {
        return ReadOnlyHttp2Headers.clientHeaders(
                false, POST, AsciiString.of(target()), HTTPS, AsciiString.of(Services.authority(origin())), about);
    }

    @Override
    protected ByteBuf body(ByteBufAllocator memory) {
        return Unpooled.wrappedBuffer(body);
    }

    @Override
    protected void answered(HttpAnswer answer) {
        end(carriers.meaning(answer));
    }

    @Override
    protected void failed(Unanswered failure) {
        end(carriers.meaning(origin(), failure));
    }
}
