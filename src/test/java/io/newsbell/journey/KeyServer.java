package io.newsbell.journey;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.newsbell.MovableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/// An issuer of tokens: publishes its keys as a JWKS on this machine, and may be down.
final class KeyServer implements AutoCloseable {
    private final AtomicInteger fetches = new AtomicInteger();
    private final HttpServer server;
    private volatile String body = "";
    private volatile int status = 200;

    KeyServer(PublicJsonWebKey... keys) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        publishes(keys);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort() + "/jwks";
    }

    int fetches() {
        return fetches.get();
    }

    void publishes(PublicJsonWebKey... keys) {
        body = new JsonWebKeySet(keys).toJson(OutputControlLevel.PUBLIC_ONLY);
    }

    void says(String anything) {
        body = anything;
    }

    void isDown(boolean down) {
        status = down ? 500 : 200;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        fetches.incrementAndGet();
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Cache-Control", "public, max-age=3600");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    static PublicJsonWebKey rsaKey() {
        try {
            return named(RsaJwkGenerator.generateJwk(2048));
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    static PublicJsonWebKey ecKey() {
        try {
            return named(EcJwkGenerator.generateJwk(EllipticCurves.P256));
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PublicJsonWebKey named(PublicJsonWebKey key) {
        key.setKeyId(UUID.randomUUID().toString());
        return key;
    }

    /// Claims that are good for an hour.
    static JwtClaims claims(String issuer, String audience, String subject) {
        var claims = new JwtClaims();
        claims.setIssuer(issuer);
        claims.setAudience(audience);
        claims.setSubject(subject);
        expires(claims, Duration.ofHours(1));
        return claims;
    }

    static void expires(JwtClaims claims, Duration in) {
        claims.setExpirationTime(NumericDate.fromMilliseconds(
                new MovableClock().instant().plus(in).toEpochMilli()));
    }

    static String signed(PublicJsonWebKey key, JwtClaims claims) {
        return signed(
                key,
                key.getKeyType().equals("EC")
                        ? AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256
                        : AlgorithmIdentifiers.RSA_USING_SHA256,
                claims);
    }

    static String signed(PublicJsonWebKey key, String algorithm, JwtClaims claims) {
        var token = new JsonWebSignature();
        token.setKey(key.getPrivateKey());
        token.setKeyIdHeaderValue(key.getKeyId());
        token.setAlgorithmHeaderValue(algorithm);
        token.setPayload(claims.toJson());
        return compact(token);
    }

    static String compact(JsonWebSignature token) {
        try {
            return token.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<String> tampered(String token) {
        var parts = List.of(token.split("\\."));
        var signature = parts.getLast();
        var other = (signature.charAt(9) == 'A' ? "B" : "A");
        return List.of(
                parts.get(0) + "." + parts.get(1) + ".",
                parts.get(0) + "." + parts.get(1),
                parts.get(0) + "." + parts.get(1) + "." + signature.substring(0, 9) + other + signature.substring(10));
    }
}
