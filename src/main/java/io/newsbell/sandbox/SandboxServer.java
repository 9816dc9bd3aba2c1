package io.newsbell.sandbox;

import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Objects;
import java.util.function.IntConsumer;

/// The wire: one server on one event loop, and which path goes where. The two paths of Google do without a
/// router, since half of a send call's cost is in getting there.
final class SandboxServer extends AbstractVerticle {
    /// Google's own limit per connection: a client that needs more must open more connections.
    private static final int STREAMS_PER_CONNECTION = 100;

    /// A hundred messages in flight are more than the 64 KiB that HTTP/2 starts with.
    private static final int CONNECTION_WINDOW = 4 * 1024 * 1024;

    private static final int FLUSHES_IN_ONE = 256;

    private final int wantedPort;
    private final Certificate certificate;
    private final SendEndpoint send;
    private final TokenEndpoint token;
    private final DeliveryEndpoint delivery;
    private final PushEndpoint push;
    private final Handler<HttpServerRequest> rest;
    private final IntConsumer bound;

    SandboxServer(
            int wantedPort,
            Certificate certificate,
            SendEndpoint send,
            TokenEndpoint token,
            DeliveryEndpoint delivery,
            PushEndpoint push,
            Handler<HttpServerRequest> rest,
            IntConsumer bound) {
        this.wantedPort = wantedPort;
        this.certificate = certificate;
        this.send = send;
        this.token = token;
        this.delivery = delivery;
        this.push = push;
        this.rest = rest;
        this.bound = bound;
    }

    @Override
    public void start(Promise<Void> started) {
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(certificate.certificateFile().toString())
                        .setKeyPath(certificate.keyFile().toString()))
                .setInitialSettings(new Http2Settings().setMaxConcurrentStreams(STREAMS_PER_CONNECTION))
                .setHttp2ConnectionWindowSize(CONNECTION_WINDOW);
        // A negative port is Vert.x's way to say: any free one, but the same for all servers of this deployment.
        vertx.createHttpServer(options)
                .connectionHandler(SandboxServer::gatherFlushes)
                .requestHandler(this::dispatch)
                .listen(wantedPort == 0 ? -1 : wantedPort, "127.0.0.1")
                .onSuccess(server -> bound.accept(server.actualPort()))
                .<Void>mapEmpty()
                .onComplete(started);
    }

    /// Answers become due many at a time: one write to the socket for all of them, where Vert.x makes one for
    /// each.
    private static void gatherFlushes(HttpConnection connection) {
        if (connection instanceof ConnectionBase base) {
            base.channel().pipeline().addAfter("ssl", "gather", new FlushConsolidationHandler(FLUSHES_IN_ONE, true));
        }
    }

    private void dispatch(HttpServerRequest request) {
        // "OPTIONS *" has none.
        String path = Objects.requireNonNullElse(request.path(), "*");
        if (SendEndpoint.owns(path)) {
            send.handle(request, path);
        } else if (path.equals("/token")) {
            token.handle(request);
        } else if (path.startsWith(DeliveryEndpoint.PATH_START)) {
            delivery.handle(request, path);
        } else if (path.startsWith(PushEndpoint.PATH)) {
            push.handle(request, path);
        } else if (path.startsWith("/sandbox")) {
            rest.handle(request);
        } else {
            GoogleError error = GoogleError.noSuchUrl(path);
            request.response()
                    .setStatusCode(error.code())
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=UTF-8")
                    .end(Buffer.buffer().appendBuffer(error.body()));
        }
    }
}
