package io.newsbell.feed;

import io.newsbell.app.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// `X-Hub-Signature: sha256=…`: that the body comes from who knows the secret.
final class HubSignature {
    /// SHA-1 is broken for documents, not for HMAC, and the largest hub knows nothing else.
    private static final Map<String, String> METHODS =
            Map.of("sha1", "HmacSHA1", "sha256", "HmacSHA256", "sha384", "HmacSHA384", "sha512", "HmacSHA512");

    private HubSignature() {}

    static boolean isRight(Optional<String> header, Secret secret, byte[] body) {
        var parts = header.orElse("").strip().toLowerCase(Locale.ROOT).split("=", 2);
        var method = METHODS.get(parts[0]);
        if (parts.length != 2 || method == null) {
            return false;
        }
        try {
            var mac = Mac.getInstance(method);
            mac.init(new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), method));
            return MessageDigest.isEqual(HexFormat.of().parseHex(parts[1]), mac.doFinal(body));
        } catch (IllegalArgumentException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + method, e);
        }
    }
}
