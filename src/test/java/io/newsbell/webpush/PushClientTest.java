package io.newsbell.webpush;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.AsciiString;
import io.newsbell.outbound.CallTrouble;
import io.newsbell.outbound.WebAddress;
import io.newsbell.push.Outcome;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A push service that ends a call in its own way, over HTTP/2.
class PushClientTest {
    private static final String PASSWORD = "changeit";
    private static final int REFUSED_STREAM = 7;
    private static final int CANCEL = 8;

    @TempDir
    static Path folder;

    private final Vertx vertx = Vertx.vertx();

    @BeforeAll
    static void aCertificate() throws IOException, InterruptedException, GeneralSecurityException {
        var store = folder.resolve("service.p12");
        var made = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "service",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .start();
        assertThat(made.waitFor()).isZero();
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        var encoded = Base64.getMimeEncoder()
                .encodeToString(keys.getCertificate("service").getEncoded());
        Files.writeString(certificate(), "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n");
    }

    @AfterEach
    void end() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_request_that_is_refused_unseen_is_sent_again_later() {
        assertThat(outcome(request -> request.response().reset(REFUSED_STREAM))).isInstanceOf(Outcome.TryLater.class);
    }

    @Test
    void a_request_that_comes_after_the_last_that_is_still_answered_is_sent_again_later() {
        assertThat(outcome(request -> request.connection().goAway(0, 0))).isInstanceOf(Outcome.TryLater.class);
    }

    @Test
    void a_request_that_was_looked_at_before_the_end_may_have_been_sent() {
        assertThat(outcome(request -> request.response().reset(CANCEL))).isInstanceOf(Outcome.Ambiguous.class);
    }

    @Test
    void a_connection_that_breaks_may_have_taken_the_message() {
        assertThat(outcome(request -> request.connection().close())).isInstanceOf(Outcome.Ambiguous.class);
    }

    private Outcome outcome(Consumer<HttpServerRequest> service) {
        var server = vertx.createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setKeyCertOptions(new PfxOptions()
                                .setPath(folder.resolve("service.p12").toString())
                                .setPassword(PASSWORD)))
                .requestHandler(request -> request.body().onSuccess(_ -> service.accept(request)))
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        var origin = "https://localhost:" + server.actualPort();
        try (var client =
                new PushClient(vertx, new Settings(), Optional.of(certificate()), Clock.systemUTC(), (_, _) -> {})) {
            var place = new Names.Found.At(
                    WebAddress.of(origin + "/"), InetAddress.getLoopbackAddress(), Names.Standing.OWN);
            var about = new AsciiString[] {AsciiString.of("ttl"), AsciiString.of("60")};
            return client.post(place, origin, "/push/x", about, new byte[100])
                    .toCompletableFuture()
                    .join();
        } catch (CallTrouble e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path certificate() {
        return folder.resolve("service.pem");
    }

    private record Settings() implements WebPushConfig {
        @Override
        public Optional<String> contact() {
            return Optional.empty();
        }

        @Override
        public Optional<Set<String>> privateHosts() {
            return Optional.empty();
        }

        @Override
        public Optional<Path> certificate() {
            return Optional.empty();
        }

        @Override
        public Duration answerWithin() {
            return Duration.ofSeconds(5);
        }

        @Override
        public int inFlightPerService() {
            return 10;
        }

        @Override
        public int connectionsPerService() {
            return 1;
        }

        @Override
        public int inFlightToStrangers() {
            return 10;
        }

        @Override
        public int messagesPerMinuteToStrangers() {
            return 60_000;
        }
    }
}
