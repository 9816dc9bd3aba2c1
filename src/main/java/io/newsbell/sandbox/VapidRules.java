package io.newsbell.sandbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.keys.EcKeyUtil;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/// Whether who pushes is who the browser has subscribed to: the header `Authorization` of RFC 8292, as
/// strictly as the services of Google, Mozilla and Apple read it together.
final class VapidRules {
    private static final Pattern HEADER = Pattern.compile("vapid t=([\\w.-]+), ?k=([\\w-]{87})");
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final int HALF = 32;
    private static final int MOST_KNOWN = 1_000;

    private final Clock clock;

    /// Tokens whose signature was found good: until when. They come with every message for hours.
    private final Cache<String, Instant> good =
            Caffeine.newBuilder().maximumSize(MOST_KNOWN).build();

    VapidRules(Clock clock) {
        this.clock = clock;
    }

    /// @param key    of the subscription
    /// @param origin of this service
    /// @return what is wrong; empty if nothing is
    Optional<String> objection(@Nullable String authorization, String key, String origin) {
        if (authorization == null) {
            return Optional.of("there is no Authorization header");
        }
        var parts = HEADER.matcher(authorization);
        if (!parts.matches()) {
            return Optional.of("Authorization is not \"vapid t=…, k=…\"");
        }
        if (!parts.group(2).equals(key)) {
            return Optional.of("the browser has subscribed with another key");
        }
        var until = good.getIfPresent(authorization);
        if (until != null && clock.instant().isBefore(until)) {
            return Optional.empty();
        }
        try {
            var claims = claims(parts.group(1), key);
            var objection = objection(claims, origin);
            if (objection.isEmpty()) {
                good.put(
                        authorization,
                        Instant.ofEpochSecond(claims.getExpirationTime().getValue()));
            }
            return objection;
        } catch (JoseException | InvalidJwtException | MalformedClaimException e) {
            return Optional.of("the token cannot be verified: " + e.getMessage());
        }
    }

    private static JwtClaims claims(String token, String key) throws JoseException, InvalidJwtException {
        var signed = new JsonWebSignature();
        signed.setAlgorithmConstraints(new AlgorithmConstraints(
                AlgorithmConstraints.ConstraintType.PERMIT, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256));
        signed.setCompactSerialization(token);
        var point = Base64.getUrlDecoder().decode(key);
        signed.setKey(new EcKeyUtil()
                .publicKey(
                        new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + HALF)),
                        new BigInteger(1, Arrays.copyOfRange(point, 1 + HALF, 1 + 2 * HALF)),
                        EllipticCurves.P256));
        if (!signed.verifySignature()) {
            throw new JoseException("the signature is wrong");
        }
        return JwtClaims.parse(signed.getPayload());
    }

    private Optional<String> objection(JwtClaims claims, String origin) throws MalformedClaimException {
        if (!claims.getAudience().equals(List.of(origin))) {
            return Optional.of("aud is %s and not %s".formatted(claims.getAudience(), origin));
        }
        if (claims.getExpirationTime() == null) {
            return Optional.of("there is no exp");
        }
        var until = Instant.ofEpochSecond(claims.getExpirationTime().getValue());
        if (until.isBefore(clock.instant()) || until.isAfter(clock.instant().plus(LONGEST))) {
            return Optional.of("exp is past, or more than 24 hours away");
        }
        var contact = claims.getSubject();
        return contact == null || contact.startsWith("mailto:") || contact.startsWith("https:")
                ? Optional.empty()
                : Optional.of("sub is neither mailto: nor https:");
    }
}
