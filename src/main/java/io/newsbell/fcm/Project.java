package io.newsbell.fcm;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import io.newsbell.http2.Call;
import io.newsbell.http2.HttpAnswer;
import io.newsbell.http2.Unanswered;
import io.newsbell.http2.Wire;
import io.newsbell.push.Answer;
import io.newsbell.push.Outcome;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// A Firebase project: who we are for it, and the wire to it.
final class Project implements AutoCloseable {
    private final EventLoop loop;
    private final Credentials credentials;
    private final Sdk sdk;
    private final Wire wire;
    private final Meaning meaning;
    private final AsciiString authority;
    private final AsciiString path;

    Project(EventLoop loop, FcmEndpoint endpoint, Credentials credentials, FcmConfig config, Clock clock) {
        this.loop = loop;
        this.credentials = credentials;
        this.sdk = new Sdk(credentials.projectId());
        this.wire = new Wire(loop, endpoint.server(), config.connections(), config.answerWithin());
        this.meaning = new Meaning(sdk, clock, credentials);
        this.authority = AsciiString.of(endpoint.address().getAuthority());
        this.path = AsciiString.of("/v1/projects/" + credentials.projectId() + "/messages:send");
    }

    String id() {
        return credentials.projectId();
    }

    Sdk sdk() {
        return sdk;
    }

    Wire wire() {
        return wire;
    }

    /// May wait for an access token.
    Http2Headers headers() throws IOException {
        return ReadOnlyHttp2Headers.clientHeaders(
                true,
                AsciiString.cached("POST"),
                path,
                AsciiString.cached("https"),
                authority,
                AsciiString.cached("authorization"),
                AsciiString.of(credentials.authorization()),
                AsciiString.cached("content-type"),
                AsciiString.cached("application/json; charset=UTF-8"));
    }

    Flight flight(Http2Headers headers, Consumer<List<Answer>> answers) {
        return new Flight(loop, meaning, headers, answers);
    }

    /// Sends what is for one phone only.
    CompletionStage<Outcome> send(Http2Headers headers, byte[] body) {
        var call = new SingleCall(headers, body);
        wire.send(List.of(call));
        return call.outcome;
    }

    @Override
    public void close() {
        wire.close();
        sdk.close();
    }

    private final class SingleCall extends Call {
        private final Http2Headers headers;
        private final byte[] body;
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

        SingleCall(Http2Headers headers, byte[] body) {
            this.headers = headers;
            this.body = body;
        }

        @Override
        protected Http2Headers headers() {
            return headers;
        }

        @Override
        protected ByteBuf body(ByteBufAllocator memory) {
            return Unpooled.wrappedBuffer(body);
        }

        @Override
        protected void answered(HttpAnswer answer) {
            outcome.complete(meaning.of(answer));
        }

        @Override
        protected void failed(Unanswered failure) {
            outcome.complete(Meaning.of(failure));
        }
    }
}
