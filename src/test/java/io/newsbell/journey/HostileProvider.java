package io.newsbell.journey;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;

/// An OpenID provider that gives out whatever token a test wants, and publishes keys as it likes.
final class HostileProvider implements AutoCloseable {
    static final String SECRET = "what only the desk and its provider know";

    private final HttpServer server;
    private final Map<String, String> form = new ConcurrentHashMap<>();
    private final AtomicInteger exchanges = new AtomicInteger();
    private volatile String keys = "";
    private volatile String token = "";
    private volatile String info = "";
    private volatile int status = 200;
    private volatile String path = "";
    private volatile Ill ill = Ill.DOWN;

    /// What one of its addresses may be otherwise.
    enum Ill {
        /// Answers that it cannot.
        DOWN,
        /// Never ends its answer: a byte now and then.
        DRIPPING,
        /// Has two megabytes to say.
        VERBOSE
    }

    HostileProvider(PublicJsonWebKey key) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        publishes(key);
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, metadata()));
        server.createContext("/jwks", exchange -> answer(exchange, keys));
        server.createContext("/userinfo", exchange -> answer(exchange, info));
        server.createContext("/token", this::exchange);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String issuer() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    void publishes(PublicJsonWebKey... published) {
        keys = new JsonWebKeySet(published).toJson(OutputControlLevel.PUBLIC_ONLY);
    }

    void gives(String idToken) {
        token = idToken;
    }

    /// At its user info endpoint.
    void says(String json) {
        info = json;
    }

    void isDown(boolean down) {
        status = down ? 503 : 200;
    }

    /// From now on one address is ill: `/token`; none if it is empty.
    void isIll(String address, Ill how) {
        path = address;
        ill = how;
    }

    /// What the desk has last sent for a code.
    Map<String, String> form() {
        return Map.copyOf(form);
    }

    int exchanges() {
        return exchanges.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private String metadata() {
        return """
                {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token",
                 "jwks_uri":"%1$s/jwks","userinfo_endpoint":"%1$s/userinfo","response_types_supported":["code"],
                 "subject_types_supported":["public"],"id_token_signing_alg_values_supported":["RS256","none","HS256"],
                 "authorization_response_iss_parameter_supported":true}""".formatted(issuer());
    }

    private void exchange(HttpExchange exchange) throws IOException {
        exchanges.incrementAndGet();
        form.clear();
        form.put("authorization", String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        form.putAll(Stream.of(body.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8))));
        answer(
                exchange,
                "{\"access_token\":\"any\",\"token_type\":\"Bearer\",\"expires_in\":60,\"id_token\":\"%s\"}"
                        .formatted(token));
    }

    private void answer(HttpExchange exchange, String json) throws IOException {
        if (exchange.getRequestURI().getPath().equals(path)) {
            answerIll(exchange, json);
        } else {
            answer(exchange, json, status);
        }
    }

    private void answerIll(HttpExchange exchange, String json) throws IOException {
        switch (ill) {
            case DOWN -> answer(exchange, "{}", 503);
            case VERBOSE -> answer(exchange, json + " ".repeat(2 << 20), 200);
            case DRIPPING -> {
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, 0);
                try (exchange) {
                    drip(exchange);
                }
            }
        }
    }

    /// Until whoever asks hangs up.
    private static void drip(HttpExchange exchange) throws IOException {
        while (true) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private static void answer(HttpExchange exchange, String json, int status) throws IOException {
        var bytes = json.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
