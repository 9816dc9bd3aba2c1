package io.newsbell.journey;

import io.newsbell.sandbox.Sandbox;
import io.newsbell.sandbox.SandboxOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Google's one address for the messages of all projects, with a sandbox for each project behind it.
final class FirebaseFront implements AutoCloseable {
    private static final Pattern PROJECT = Pattern.compile("/v1/projects/([^/]+)/messages:send");
    private static final String CERTIFICATE = "certificate.pem";
    private static final String KEY = "certificate-key.pem";
    private static final int CONNECTIONS = 10;

    private final Path folder;
    private final Vertx vertx = Vertx.vertx();
    private final Map<String, Sandbox> sandboxes = new ConcurrentHashMap<>();

    /// In one, Vert.x takes servers that ask for any port for one server.
    private final List<Vertx> ofSandboxes = new ArrayList<>();

    private final Path certificate;
    private final HttpServer server;
    private final HttpClient client;

    /// @param first the project with whose sandbox the others share the certificate
    FirebaseFront(Path folder, String first) {
        this.folder = folder;
        certificate = open(SandboxOptions.in(folder.resolve(first)).withProject(first))
                .certificateFile();
        client = vertx.createHttpClient(new HttpClientOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2MaxPoolSize(CONNECTIONS)
                .setTrustOptions(new PemTrustOptions().addCertPath(certificate.toString())));
        server = join(vertx.createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .setCertPath(certificate.toString())
                                .setKeyPath(certificate.resolveSibling(KEY).toString())))
                .requestHandler(this::pass)
                .listen(0, "127.0.0.1"));
    }

    /// Opens a further project.
    Sandbox open(String project) {
        var own = folder.resolve(project);
        try {
            Files.createDirectories(own);
            for (var file : List.of(CERTIFICATE, KEY)) {
                Files.copy(certificate.resolveSibling(file), own.resolve(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return open(SandboxOptions.in(own).withProject(project));
    }

    /// Deletes the key of a project's service account: Google takes what it has signed, and what it has
    /// earned, no more. A new one is made.
    Sandbox revokeKey(String project) {
        var revoked = sandbox(project);
        revoked.close();
        try {
            Files.delete(revoked.serviceAccountFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return open(
                SandboxOptions.in(folder.resolve(project)).withProject(project).withPort(revoked.port()));
    }

    Sandbox sandbox(String project) {
        return Objects.requireNonNull(sandboxes.get(project));
    }

    /// What a server needs to send to it.
    ///
    /// @param credentials a file, or a folder with one for each app
    Map<String, String> settings(Path credentials) {
        return Map.of(
                "NEWSBELL_FCM_ENDPOINT",
                "https://localhost:" + server.actualPort(),
                "NEWSBELL_FCM_CREDENTIALS",
                credentials.toString(),
                "NEWSBELL_FCM_CERTIFICATE",
                certificate.toString());
    }

    @Override
    public void close() {
        sandboxes.values().forEach(Sandbox::close);
        ofSandboxes.forEach(each -> join(each.close()));
        join(vertx.close());
    }

    private Sandbox open(SandboxOptions options) {
        var own = Vertx.vertx();
        ofSandboxes.add(own);
        var sandbox = Sandbox.start(own, options);
        sandboxes.put(options.project(), sandbox);
        return sandbox;
    }

    private void pass(HttpServerRequest request) {
        request.pause();
        var asked = PROJECT.matcher(request.path());
        if (!asked.matches() || !sandboxes.containsKey(asked.group(1))) {
            request.resume();
            request.response().setStatusCode(404).end();
            return;
        }
        client.request(new RequestOptions()
                        .setMethod(request.method())
                        .setHost("localhost")
                        .setPort(sandbox(asked.group(1)).port())
                        .setURI(request.uri()))
                .compose(onward -> {
                    onward.headers().setAll(request.headers());
                    return onward.send(request);
                })
                .compose(answer -> {
                    request.response().setStatusCode(answer.statusCode());
                    request.response().headers().setAll(answer.headers());
                    return request.response().send(answer);
                })
                .onFailure(_ -> request.response().reset());
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
