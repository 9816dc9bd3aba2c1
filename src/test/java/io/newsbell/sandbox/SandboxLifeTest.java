package io.newsbell.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxLifeTest {
    private final Vertx vertx = Vertx.vertx();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void the_key_and_the_certificate_stay_over_a_restart_and_the_token_address_follows_the_port() throws Exception {
        JsonNode before;
        String certificate;
        try (Sandbox first = Sandbox.start(vertx, SandboxOptions.in(folder))) {
            before = account(first);
            certificate = Files.readString(first.certificateFile());
            assertThat(before.path("token_uri").asText()).isEqualTo(first.endpoint() + "/token");
            assertThat(before.path("project_id").asText()).isEqualTo("newsbell-sandbox");
        }
        try (Sandbox second = Sandbox.start(vertx, SandboxOptions.in(folder))) {
            assertThat(account(second).path("private_key")).isEqualTo(before.path("private_key"));
            assertThat(account(second).path("token_uri").asText()).isEqualTo(second.endpoint() + "/token");
            assertThat(Files.readString(second.certificateFile())).isEqualTo(certificate);
            assertServes(second);
        }
    }

    @Test
    void a_certificate_near_its_end_or_damaged_files_are_made_anew() throws Exception {
        Clock threeYearsOn = Clock.fixed(Instant.now().plus(Duration.ofDays(1_095)), ZoneOffset.UTC);
        Sandbox.start(vertx, SandboxOptions.in(folder)).close();
        String old = Files.readString(folder.resolve("certificate.pem"));
        Sandbox.start(vertx, SandboxOptions.in(folder).withClock(threeYearsOn)).close();
        assertThat(Files.readString(folder.resolve("certificate.pem"))).isNotEqualTo(old);

        Files.writeString(folder.resolve("certificate.pem"), old);
        Files.writeString(folder.resolve("service-account.json"), "{\"private_key\":\"scrap\"}");
        try (Sandbox sandbox = Sandbox.start(vertx, SandboxOptions.in(folder))) {
            assertThat(Files.readString(sandbox.certificateFile())).isNotEqualTo(old);
            assertServes(sandbox);
        }
    }

    @Test
    void keys_can_be_read_by_their_owner_only() throws Exception {
        Sandbox.start(vertx, SandboxOptions.in(folder)).close();
        for (String name : new String[] {"service-account.json", "certificate-key.pem"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void a_taken_port_is_said_so() {
        try (Sandbox first = Sandbox.start(vertx, SandboxOptions.in(folder))) {
            Vertx other = Vertx.vertx();
            assertThatIllegalStateException()
                    .isThrownBy(
                            () -> Sandbox.start(other, SandboxOptions.in(folder).withPort(first.port())))
                    .withMessageContaining("cannot listen on 127.0.0.1:" + first.port());
            other.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void a_closed_sandbox_frees_its_port() {
        Sandbox first = Sandbox.start(vertx, SandboxOptions.in(folder));
        first.close();
        try (Sandbox second = Sandbox.start(vertx, SandboxOptions.in(folder).withPort(first.port()))) {
            assertServes(second);
        }
    }

    @Test
    void somebody_elses_router_serves_the_same_ledger_with_and_without_a_body_handler() throws Exception {
        try (Sandbox sandbox = Sandbox.start(vertx, SandboxOptions.in(folder))) {
            for (boolean reads : new boolean[] {false, true}) {
                Router router = Router.router(vertx);
                if (reads) {
                    router.route().handler(BodyHandler.create(false));
                }
                sandbox.mount(router);
                HttpServer server = vertx.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
                String base = "http://127.0.0.1:" + server.actualPort();
                assertThat(plain(base + "/sandbox/tokens", "POST", "{\"name\":\"ana\"}"))
                        .contains(SandboxTokens.mint("ana"));
                assertThat(plain(base + "/sandbox/levers", "PUT", "{\"lever\":\"internal\"}"))
                        .contains("\"internal\"");
                assertThat(sandbox.levers().everyone()).hasSize(1);
                assertThat(plain(base + "/sandbox/nothing", "GET", "")).contains("not_found");
            }
        }
    }

    @Test
    void curl_users_get_the_two_addresses_of_a_named_phone() {
        try (Sandbox sandbox = Sandbox.start(vertx, SandboxOptions.in(folder));
                SandboxClient client = new SandboxClient(sandbox, Version.HTTP_2)) {
            JsonNode phone = client.answer(client.request("/sandbox/tokens")
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString("{\"name\":\"ana\"}"))
                            .build())
                    .json();
            assertThat(phone.path("token").asText()).isEqualTo(SandboxTokens.mint("ana"));
            assertThat(phone.path("installation").asText()).isEqualTo(SandboxTokens.mintInstallation("ana"));
            assertThat(client.post("/sandbox/tokens", "{}").status()).isEqualTo(400);
            assertThat(client.post("/sandbox/tokens", "ana").status()).isEqualTo(400);
        }
    }

    @Test
    void the_main_program_takes_its_options_and_tells_the_three_settings() {
        SandboxOptions options = SandboxMain.options(
                "--port", "0", "--folder", folder.toString(), "--delay-ms", "20", "--project", "p", "--remember", "7");
        assertThat(options.remembered()).isEqualTo(7);
        assertThat(options.latency()).isEqualTo(Duration.ofMillis(20));
        assertThat(options.project()).isEqualTo("p");
        assertThat(SandboxMain.options().port()).isEqualTo(9443);
        try (Sandbox sandbox = Sandbox.start(vertx, options)) {
            assertThat(SandboxMain.greeting(sandbox))
                    .contains("NEWSBELL_FCM_ENDPOINT=" + sandbox.endpoint())
                    .contains("NEWSBELL_FCM_CREDENTIALS=" + sandbox.serviceAccountFile())
                    .contains("NEWSBELL_FCM_CERTIFICATE=" + sandbox.certificateFile());
        }
        assertThatIllegalArgumentException().isThrownBy(() -> SandboxMain.options("--prot", "1"));
        assertThatIllegalArgumentException().isThrownBy(() -> SandboxMain.options("--port"));
    }

    private static void assertServes(Sandbox sandbox) {
        try (SandboxClient client = new SandboxClient(sandbox, Version.HTTP_2)) {
            assertThat(client.send(SandboxTest.hello(SandboxTest.ANA)).status()).isEqualTo(200);
        }
    }

    private static JsonNode account(Sandbox sandbox) throws IOException {
        return SandboxClient.readJson(Files.readString(sandbox.serviceAccountFile()));
    }

    private static String plain(String uri, String method, String body) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(uri))
                                    .method(method, BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }
}
