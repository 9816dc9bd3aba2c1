package io.newsbell.process;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A real OpenID provider: Keycloak, as Maven has unpacked it into `target/keycloak`, in memory, with one realm.
public final class KeycloakProcess implements AutoCloseable {
    private static final Path HOME = Path.of("target", "keycloak");
    private static final Duration START = Duration.ofMinutes(4);
    private static final String ADMIN = "admin";
    private static final int OK = 200;

    private final ChildProcess child;
    private final int port;

    private KeycloakProcess(ChildProcess child, int port) {
        this.child = child;
        this.port = port;
    }

    /// Returns when it answers. At its first start it puts itself together, which takes half a minute.
    ///
    /// @param realm as Keycloak imports it; its name is `media`
    public static KeycloakProcess start(String realm) {
        int port = NewsbellProcess.freePort();
        try {
            var programs = programs();
            var imported = Files.createDirectories(programs.resolve("data").resolve("import"));
            Files.writeString(imported.resolve("media.json"), realm);
            var child = ChildProcess.run(
                    List.of(
                            "bash",
                            programs.resolve("bin").resolve("kc.sh").toString(),
                            "start-dev",
                            "--db=dev-mem",
                            "--import-realm",
                            "--http-host=127.0.0.1",
                            "--http-port=" + port,
                            "--hostname=http://localhost:" + port),
                    Map.of(
                            "JAVA_HOME", System.getProperty("java.home"),
                            "KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN,
                            "KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN),
                    Path.of("target", "processes", "keycloak.log"));
            var keycloak = new KeycloakProcess(child, port);
            keycloak.awaitReady();
            return keycloak;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String issuer() {
        return "http://localhost:%d/realms/media".formatted(port);
    }

    /// From now on it signs with a key that nobody has seen yet.
    public void makeKey() {
        try (var http = HttpClient.newHttpClient()) {
            var login = Json.send(
                    http,
                    HttpRequest.newBuilder(address().resolve("/realms/master/protocol/openid-connect/token"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(
                                    "grant_type=password&client_id=admin-cli&username=%1$s&password=%1$s"
                                            .formatted(ADMIN))));
            Json.send(
                    http,
                    HttpRequest.newBuilder(address().resolve("/admin/realms/media/components"))
                            .header("Content-Type", "application/json")
                            .header(
                                    "Authorization",
                                    "Bearer " + login.path("access_token").asText())
                            .POST(BodyPublishers.ofString("""
                                    {"name": "fresh", "providerId": "rsa-generated",
                                     "providerType": "org.keycloak.keys.KeyProvider",
                                     "config": {"priority": ["1000"], "keySize": ["2048"]}}""")));
        }
    }

    public URI address() {
        return URI.create("http://localhost:" + port);
    }

    /// The script's Java first: the script waits for it.
    @Override
    public void close() {
        ProcessHandle.of(child.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .forEach(ProcessHandle::destroyForcibly);
        child.kill();
    }

    /// Below a folder with its version.
    private static Path programs() throws IOException {
        if (!Files.isDirectory(HOME)) {
            throw new IllegalStateException("There is no " + HOME + ": run ./mvnw verify");
        }
        try (var versions = Files.list(HOME)) {
            return versions.filter(Files::isDirectory).findFirst().orElseThrow().toAbsolutePath();
        }
    }

    private void awaitReady() {
        var request = HttpRequest.newBuilder(URI.create(issuer() + "/.well-known/openid-configuration"))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            await("Keycloak")
                    .atMost(START)
                    .pollInterval(Duration.ofMillis(200))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .failFast("Keycloak ended", child::requireAlive)
                    .until(() -> http.send(request, BodyHandlers.discarding()).statusCode(), status -> status == OK);
        }
    }
}
