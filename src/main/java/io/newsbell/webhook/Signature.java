package io.newsbell.webhook;

import io.newsbell.app.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// `webhook-signature: v1,…`, over id, time and body, as <https://www.standardwebhooks.com> says: who listens on the
/// way
/// can neither change a message nor send it again as a new one.
final class Signature {
    private static final String PREFIX = "whsec_";
    private static final String METHOD = "HmacSHA256";

    /// The least that the specification allows; in base64 it needs no padding.
    private static final int SECRET_BYTES = 24;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Signature() {}

    static Secret newSecret() {
        var bits = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bits);
        return new Secret(PREFIX + Base64.getEncoder().encodeToString(bits));
    }

    /// One for each secret, with spaces between: one that the receiver knows is enough.
    static String of(List<Secret> secrets, String id, long timestamp, String body) {
        var signed = (id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
        return secrets.stream().map(secret -> "v1," + sign(secret, signed)).collect(Collectors.joining(" "));
    }

    private static String sign(Secret secret, byte[] signed) {
        try {
            var mac = Mac.getInstance(METHOD);
            var key = Base64.getDecoder().decode(secret.value().substring(PREFIX.length()));
            mac.init(new SecretKeySpec(key, METHOD));
            return Base64.getEncoder().encodeToString(mac.doFinal(signed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + METHOD, e);
        }
    }
}
