package io.newsbell.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// Speaks to a sandbox over the wire with nothing but the JDK, as any client of FCM would.
final class SandboxClient implements AutoCloseable {
    static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Sandbox sandbox;
    private final HttpClient http;
    private @Nullable String accessToken;

    SandboxClient(Sandbox sandbox, Version version) {
        this.sandbox = sandbox;
        this.http = HttpClient.newBuilder()
                .sslContext(trusting(sandbox.certificateFile()))
                .version(version)
                .build();
    }

    record Answer(int status, JsonNode json, HttpResponse<String> http) {
        String message() {
            return json.path("error").path("message").asText();
        }

        /// `UNREGISTERED` and the like, or empty where FCM gave no code.
        String fcmError() {
            return detail("type.googleapis.com/google.firebase.fcm.v1.FcmError")
                    .path("errorCode")
                    .asText();
        }

        JsonNode violations() {
            return detail("type.googleapis.com/google.rpc.BadRequest").path("fieldViolations");
        }

        JsonNode detail(String type) {
            return json.path("error")
                    .path("details")
                    .valueStream()
                    .filter(each -> each.path("@type").asText().equals(type))
                    .findFirst()
                    .orElse(JSON.missingNode());
        }
    }

    Answer send(String body) {
        return send(sandbox.project(), body, _ -> {});
    }

    Answer send(String project, String body, Consumer<HttpRequest.Builder> more) {
        HttpRequest.Builder request = request("/v1/projects/" + project + "/messages:send")
                .header("Content-Type", "application/json; charset=UTF-8")
                .header("Authorization", "Bearer " + accessToken())
                .POST(BodyPublishers.ofString(body));
        more.accept(request);
        return answer(request.build());
    }

    CompletableFuture<HttpResponse<String>> sendAsync(String body) {
        HttpRequest request = request("/v1/projects/" + sandbox.project() + "/messages:send")
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + accessToken())
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString());
    }

    Answer get(String path) {
        return answer(request(path).GET().build());
    }

    Answer put(String path, String body) {
        return answer(request(path).PUT(BodyPublishers.ofString(body)).build());
    }

    Answer post(String path, String body) {
        return answer(request(path).POST(BodyPublishers.ofString(body)).build());
    }

    Answer delete(String path) {
        return answer(request(path).DELETE().build());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(sandbox.endpoint() + path)).timeout(PATIENCE);
    }

    HttpClient http() {
        return http;
    }

    Answer answer(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            boolean json =
                    response.headers().firstValue("content-type").orElse("").contains("json");
            return new Answer(response.statusCode(), json ? readJson(response.body()) : JSON.missingNode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    synchronized String accessToken() {
        String token = accessToken;
        if (token == null) {
            token = trade(assertion(Claims.good(sandbox), key()))
                    .json()
                    .path("access_token")
                    .asText();
            accessToken = token;
        }
        return token;
    }

    Answer trade(String assertion) {
        String form = "grant_type=" + URLEncoder.encode(AccessTokens.GRANT_TYPE, StandardCharsets.UTF_8) + "&assertion="
                + assertion;
        return answer(request("/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build());
    }

    record Claims(String issuer, String audience, String scope, Instant issued, Instant expires) {
        static Claims good(Sandbox sandbox) {
            JsonNode account = readJson(read(sandbox.serviceAccountFile()));
            Instant now = Instant.now();
            return new Claims(
                    account.path("client_email").asText(),
                    account.path("token_uri").asText(),
                    "https://www.googleapis.com/auth/firebase.messaging",
                    now,
                    now.plusSeconds(3_600));
        }
    }

    PrivateKey key() {
        try {
            String pem = readJson(read(sandbox.serviceAccountFile()))
                    .path("private_key")
                    .asText();
            return Pem.privateKey("RSA", pem);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String assertion(Claims claims, PrivateKey key) {
        String header = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));
        String payload = base64(JSON.createObjectNode()
                .put("iss", claims.issuer())
                .put("aud", claims.audience())
                .put("scope", claims.scope())
                .put("iat", claims.issued().getEpochSecond())
                .put("exp", claims.expires().getEpochSecond())
                .toString()
                .getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update((header + "." + payload).getBytes(StandardCharsets.US_ASCII));
            return header + "." + payload + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static SSLContext trusting(Path pem) {
        try (InputStream file = Files.newInputStream(pem)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "sandbox", CertificateFactory.getInstance("X.509").generateCertificate(file));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode readJson(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
