package io.newsbell.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Over TLS the address is the checked one, and the certificate must be the host's.
@Timeout(30)
class PinnedClientTest {
    private final Vertx vertx = Vertx.vertx();
    private final SelfSignedCertificate certificate = SelfSignedCertificate.create("news.example");
    private final PinnedClient trusting =
            new PinnedClient(vertx, "Test", new HttpClientOptions().setTrustOptions(certificate.trustOptions()));
    private HttpServer server;

    @BeforeEach
    void aServerThatSaysByWhatNameItIsCalled() {
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setSni(true)
                        .setKeyCertOptions(certificate.keyCertOptions()))
                .requestHandler(request -> request.response()
                        .end(request.connection().indicatedServerName() + " " + request.getHeader("Host")))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void the_host_s_name_goes_into_handshake_and_request_and_its_certificate_is_believed() throws CallTrouble {
        assertThat(call(trusting, "news.example")).isEqualTo("news.example news.example:" + server.actualPort());
    }

    @Test
    void a_certificate_of_another_host_or_of_nobody_known_is_not() {
        for (var call : Map.of("other.example", trusting, "news.example", new PinnedClient(vertx, "Test"))
                .entrySet()) {
            assertThatThrownBy(() -> call(call.getValue(), call.getKey()))
                    .isInstanceOf(CallTrouble.class)
                    .hasMessageContaining("certificate");
        }
    }

    private String call(PinnedClient client, String host) throws CallTrouble {
        var answer = client.call(
                WebAddress.of("https://" + host + ":" + server.actualPort() + "/"),
                InetAddress.ofLiteral("127.0.0.1"),
                HttpMethod.GET,
                Map.of(),
                Buffer.buffer(),
                1_000,
                new Deadline(Duration.ofSeconds(10)));
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
