package io.newsbell.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessageStreamTest extends SandboxTest {
    private static final int REMEMBERED = 3_000;

    @Override
    SandboxOptions options(SandboxOptions standard) {
        return standard.withRemembered(REMEMBERED);
    }

    @Test
    void each_accepted_message_is_one_event_with_its_number() throws Exception {
        BlockingQueue<String> lines = follow("/sandbox/stream", null);
        client.send(hello(ANA));
        client.send(hello(neverIssued()));
        client.send(hello(BEN));

        assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo("id: 1");
        assertThat(data(lines).path("target").asText()).isEqualTo(ANA);
        assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo("id: 2");
        JsonNode second = data(lines);
        assertThat(second.path("target").asText()).isEqualTo(BEN);
        assertThat(second.path("message").path("notification").path("title").asText())
                .isEqualTo("Hello");
    }

    @Test
    void a_reader_that_comes_back_gets_what_it_missed() throws Exception {
        client.send(hello(ANA));
        client.send(hello(ANA));
        client.send(hello(ANA));
        BlockingQueue<String> lines = follow("/sandbox/stream", "1");
        assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo("id: 2");
        data(lines);
        assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo("id: 3");
    }

    @Test
    void a_stream_for_one_token_has_only_its_messages() throws Exception {
        BlockingQueue<String> lines = follow("/sandbox/stream?token=" + BEN, null);
        client.send(hello(ANA));
        client.send(hello(BEN));
        assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo("id: 2");
    }

    @Test
    void a_reader_that_was_away_too_long_is_told_what_is_lost() throws Exception {
        for (int i = 0; i < REMEMBERED + 2; i++) {
            sandbox.ledger().add(new Target(Target.Kind.TOKEN, ANA), bytes(hello(ANA)), "HTTP/2", Instant.EPOCH);
        }
        BlockingQueue<String> lines = follow("/sandbox/stream", "1");
        assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo("event: lost");
        assertThat(data(lines).path("upTo").asInt()).isEqualTo(2);
        assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo("id: 3");
    }

    @Test
    void a_reader_of_more_than_its_connection_holds_gets_all_of_it() {
        byte[] big = bytes(to(ANA, "'data':{'k':'" + "x".repeat(4_000) + "'}"));
        for (int i = 0; i < REMEMBERED; i++) {
            sandbox.ledger().add(new Target(Target.Kind.TOKEN, ANA), big, "HTTP/2", Instant.EPOCH);
        }
        BlockingQueue<String> lines = follow("/sandbox/stream?since=0", null);
        await().until(() -> lines.size() == 2 * REMEMBERED);
        assertThat(lines).contains("id: 1", "id: " + REMEMBERED);
    }

    /// On a plain port of somebody else's router: a socket that is not read while three ledgers full go by.
    @Test
    void a_reader_that_does_not_read_is_dropped_instead_of_buffered() {
        Router router = Router.router(vertx);
        sandbox.mount(router);
        HttpServer other = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        NetSocket deaf = vertx.createNetClient()
                .connect(other.actualPort(), "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        AtomicBoolean opened = new AtomicBoolean();
        AtomicBoolean closed = new AtomicBoolean();
        AtomicLong received = new AtomicLong();
        deaf.closeHandler(_ -> closed.set(true));
        deaf.handler(chunk -> {
            received.addAndGet(chunk.length());
            if (opened.compareAndSet(false, true)) {
                deaf.pause();
            }
        });
        deaf.write("GET /sandbox/stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
        await().untilTrue(opened);

        byte[] big = bytes(to(ANA, "'data':{'k':'" + "x".repeat(4_000) + "'}"));
        for (int i = 0; i < 3 * REMEMBERED; i++) {
            sandbox.ledger().add(new Target(Target.Kind.TOKEN, ANA), big, "HTTP/2", Instant.EPOCH);
        }
        deaf.resume();

        await().untilTrue(closed);
        assertThat(received).hasValueLessThan(3L * REMEMBERED * big.length);
    }

    private BlockingQueue<String> follow(String path, @Nullable String lastEventId) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(client.request(path).build().uri());
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        BlockingQueue<String> opened = new LinkedBlockingQueue<>();
        Thread.ofVirtual().start(() -> {
            try (Stream<String> body =
                    client.http().send(request.build(), BodyHandlers.ofLines()).body()) {
                body.filter(line -> !line.isEmpty()).forEach(line -> (line.startsWith(":") ? opened : lines).add(line));
            } catch (IOException | UncheckedIOException | InterruptedException e) {
                // The test has ended and stopped the sandbox.
                lines.add("closed");
            }
        });
        await().until(() -> !opened.isEmpty());
        return lines;
    }

    private static JsonNode data(BlockingQueue<String> lines) throws InterruptedException {
        String line = lines.poll(10, TimeUnit.SECONDS);
        assertThat(line).startsWith("data: ");
        return SandboxClient.readJson(String.valueOf(line).substring(6));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
