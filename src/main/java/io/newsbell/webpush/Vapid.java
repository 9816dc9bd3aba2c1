package io.newsbell.webpush;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/// Says to a push service who pushes: the header `Authorization` of RFC 8292. Signed once for each key and
/// service, and used for hours.
final class Vapid {
    /// A push service takes at most 24 hours. <https://www.rfc-editor.org/rfc/rfc8292#section-2>
    private static final Duration GOOD_FOR = Duration.ofHours(12);

    private static final Duration USED_FOR = Duration.ofHours(6);

    /// A stranger can name as many services as they like.
    private static final int MOST = 10_000;

    private final Optional<String> contact;
    private final Clock clock;
    private final Cache<For, String> signed =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(USED_FOR).build();

    Vapid(Optional<String> contact, Clock clock) {
        this.contact = contact;
        this.clock = clock;
    }

    private record For(String publicKey, String origin) {}

    /// @param origin of the push service
    String authorization(VapidKey key, String origin) {
        return signed.get(new For(key.publicKey(), origin), _ -> sign(key, origin));
    }

    private String sign(VapidKey key, String origin) {
        var claims = new JwtClaims();
        claims.setAudience(origin);
        claims.setExpirationTime(
                NumericDate.fromSeconds(clock.instant().plus(GOOD_FOR).getEpochSecond()));
        contact.ifPresent(claims::setSubject);
        var token = new JsonWebSignature();
        token.setHeader("typ", "JWT");
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        token.setPayload(claims.toJson());
        token.setKey(key.privateKey());
        try {
            return "vapid t=%s, k=%s".formatted(token.getCompactSerialization(), key.publicKey());
        } catch (JoseException e) {
            throw new IllegalStateException("The key %s cannot sign".formatted(key.publicKey()), e);
        }
    }
}
