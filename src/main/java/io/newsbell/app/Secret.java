package io.newsbell.app;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/// A key or password that cannot print itself.
///
/// Newsbell makes its secrets from 256 random bits, so that a plain SHA-256 of one, which is all that is stored,
/// cannot be reversed by guessing; a slow hash would only help attackers to keep the server busy.
public record Secret(String value) {
    /// How generated API keys begin; those from the settings may begin otherwise, but not like a device's secret.
    public static final String API_KEY = "nb_";

    /// How the secrets of devices begin.
    public static final String DEVICE = "nbd_";

    private static final SecureRandom RANDOM = new SecureRandom();

    public static Secret random(String prefix) {
        var bits = new byte[32];
        RANDOM.nextBytes(bits);
        return new Secret(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "[hidden]";
    }
}
