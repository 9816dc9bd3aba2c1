package io.newsbell.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import io.newsbell.sandbox.Sandbox;
import io.newsbell.sandbox.SandboxOptions;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Connections that end, hang or never come about: each call has one end, in time, and no other call suffers.
class WireTest {
    private static final int MANY = 1_000;

    private final Vertx vertx = Vertx.vertx();
    private final NioEventLoopGroup loops = new NioEventLoopGroup(1);
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger closings = new AtomicInteger();
    private @Nullable HttpServer server;
    private @Nullable Wire wire;
    private Duration within = Duration.ofSeconds(10);

    @TempDir
    Path folder = Path.of("");

    /// For its certificate.
    @BeforeEach
    void certificate() {
        Sandbox.start(vertx, SandboxOptions.in(folder)).close();
    }

    @AfterEach
    void close() {
        if (wire != null) {
            wire.close();
        }
        loops.shutdownGracefully().syncUninterruptibly();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void as_many_connections_are_opened_as_the_calls_in_flight_need_and_all_are_answered() {
        serve(request -> vertx.setTimer(200, _ -> ok(request)));

        var calls = send(MANY);

        await().until(() -> calls.stream().allMatch(Recorded::isOver));
        assertThat(calls).allMatch(call -> call.status == 200);
        assertThat(connections).hasValue(MANY / Wire.STREAMS_PER_CONNECTION);
    }

    @Test
    void of_a_service_that_says_goodbye_again_and_again_no_call_is_in_doubt() {
        var served = new AtomicInteger();
        serve(request -> {
            ok(request);
            if (served.incrementAndGet() % 150 == 0) {
                request.connection().shutdown(1, TimeUnit.SECONDS);
            }
        });

        var calls = send(5 * MANY);

        await().until(() -> calls.stream().allMatch(Recorded::isOver));
        // A call that meets two goodbyes is not sent a third time by the wire.
        assertThat(calls).allMatch(call -> call.status == 200 || call.failure instanceof Unanswered.NotSent);
        assertThat(calls.stream().filter(call -> call.status == 200)).hasSizeGreaterThan(4 * MANY);
        assertThat(connections.get()).isGreaterThan(MANY / Wire.STREAMS_PER_CONNECTION);
    }

    @Test
    void a_connection_that_breaks_costs_the_calls_on_it_and_no_other() {
        var first = new AtomicInteger();
        serve(request -> {
            if (first.getAndIncrement() == 50) {
                request.connection().close();
            } else {
                vertx.setTimer(20, _ -> ok(request));
            }
        });

        var calls = send(MANY);

        await().until(() -> calls.stream().allMatch(Recorded::isOver));
        var failed = calls.stream().filter(call -> call.failure != null).toList();
        assertThat(failed.size()).isBetween(1, Wire.STREAMS_PER_CONNECTION);
        assertThat(failed).allMatch(call -> call.failure instanceof Unanswered.NotAnswered);
    }

    @Test
    void what_comes_to_a_wire_that_is_closed_while_it_connects_has_failed_at_once() {
        serve(WireTest::ok);
        var before = send(MANY);

        Objects.requireNonNull(wire).close();
        var after = send(MANY);
        await("the connections that were being opened")
                .until(() -> closings.get() > 0 && closings.get() == connections.get());
        var later = send(MANY);

        await().until(() ->
                Stream.of(before, after, later).flatMap(List::stream).allMatch(Recorded::isOver));
        assertThat(later).allMatch(call -> call.failure instanceof Unanswered.NotSent);
    }

    @Test
    void a_call_that_is_never_answered_ends_in_time_and_the_others_do_not_wait_for_it() {
        within = Duration.ofSeconds(3);
        serve(request -> {
            if (request.streamId() % 5 != 0) {
                ok(request);
            }
        });

        var calls = send(MANY);

        await().until(() -> calls.stream().allMatch(Recorded::isOver));
        assertThat(calls.stream().filter(call -> call.failure instanceof Unanswered.NotAnswered))
                .hasSizeBetween(MANY / 10, MANY / 3);
        assertThat(calls.stream().filter(call -> call.status == 200)).hasSizeGreaterThan(MANY / 2);
    }

    /// As behind a firewall that has forgotten the connection: what is sent is lost, and no end is ever
    /// heard.
    @Test
    void a_connection_whose_other_end_is_gone_without_a_word_is_found_out_before_its_calls_run_out_of_time()
            throws IOException {
        within = Duration.ofMinutes(1);
        serve(request -> {});
        try (var tunnel = new Tunnel(Objects.requireNonNull(server).actualPort())) {
            wire(tunnel.port());
            var before = send(1);
            await().until(() -> connections.get() == 1);
            tunnel.loseEverything();

            await().atMost(Duration.ofSeconds(20)).until(() -> before.getFirst().isOver());

            assertThat(before.getFirst().failure).isInstanceOf(Unanswered.NotAnswered.class);
        }
    }

    @Test
    void a_service_that_never_greets_is_given_up_and_tried_anew() throws SSLException {
        var silent = new Silent(loops, folder);
        wire(silent.port());

        var calls = send(1);

        await().atMost(Duration.ofSeconds(20)).until(() -> calls.getFirst().isOver());
        assertThat(calls.getFirst().failure).isInstanceOf(Unanswered.NotSent.class);
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            var again = send(1).getFirst();
            await().atMost(Duration.ofSeconds(20)).until(again::isOver);
            return silent.connections() > 1;
        });
    }

    @Test
    void without_a_service_nothing_is_sent_and_it_says_so_at_once() {
        wire(1);

        var calls = send(3);

        await().until(() -> calls.stream().allMatch(Recorded::isOver));
        assertThat(calls).allMatch(call -> call.failure instanceof Unanswered.NotSent);
    }

    private void serve(Handler<HttpServerRequest> handler) {
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .setCertPath(folder.resolve("certificate.pem").toString())
                                .setKeyPath(
                                        folder.resolve("certificate-key.pem").toString()))
                        .setInitialSettings(new Http2Settings().setMaxConcurrentStreams(Wire.STREAMS_PER_CONNECTION)))
                .connectionHandler(connection -> {
                    connections.incrementAndGet();
                    connection.closeHandler(_ -> closings.incrementAndGet());
                })
                .requestHandler(handler)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        wire(server.actualPort());
    }

    private void wire(int port) {
        wire = new Wire(
                loops.next(),
                new Server("localhost", port, Optional.of(folder.resolve("certificate.pem")), false),
                120,
                within);
    }

    private static void ok(HttpServerRequest request) {
        request.response().end("{\"name\":\"projects/p/messages/1\"}");
    }

    private List<Recorded> send(int calls) {
        var sent = Stream.generate(Recorded::new).limit(calls).toList();
        Objects.requireNonNull(wire).send(sent);
        return sent;
    }

    /// Keeps what became of it. An end that comes twice fails the test.
    private static final class Recorded extends Call {
        private static final Http2Headers HEADERS = ReadOnlyHttp2Headers.clientHeaders(
                true,
                AsciiString.cached("POST"),
                AsciiString.cached("/v1/projects/p/messages:send"),
                AsciiString.cached("https"),
                AsciiString.cached("localhost"));

        private final AtomicInteger ends = new AtomicInteger();
        private volatile int status;
        private volatile @Nullable Unanswered failure;

        boolean isOver() {
            return ends.get() == 1;
        }

        @Override
        public String toString() {
            return failure == null ? "status " + status : failure.toString();
        }

        @Override
        protected Http2Headers headers() {
            return HEADERS;
        }

        @Override
        protected ByteBuf body(ByteBufAllocator memory) {
            return memory.buffer().writeBytes("{}".getBytes(StandardCharsets.UTF_8));
        }

        @Override
        protected void answered(HttpAnswer answer) {
            status = answer.status();
            ends.incrementAndGet();
        }

        @Override
        protected void failed(Unanswered why) {
            failure = why;
            ends.incrementAndGet();
        }
    }
}
