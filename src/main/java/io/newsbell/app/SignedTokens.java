package io.newsbell.app;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jose4j.http.Get;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/// Checks JWTs against the keys that their issuer publishes; see [IssuerKeys].
@Singleton
class SignedTokens {
    private static final int FETCH_WITHIN_MILLIS = 2_000;
    private static final int CLOCKS_DIFFER_SECONDS = 30;

    private final Map<String, IssuerKeys> keys = new ConcurrentHashMap<>();
    private final Clock clock;

    SignedTokens(Clock clock) {
        this.clock = clock;
    }

    /// @param keysAt the address of a JWKS
    /// @throws InvalidJwtException  whose message may name claims of the token, and is not for answers
    /// @throws NoKeysException if the keys cannot be had, so that nobody knows what the token is worth
    JwtClaims verify(String token, String keysAt, String issuer, String audience, String... algorithms)
            throws InvalidJwtException, NoKeysException {
        var consumer = new JwtConsumerBuilder()
                .setVerificationKeyResolver(keys.computeIfAbsent(keysAt, this::keys))
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, algorithms))
                .setExpectedIssuer(true, issuer)
                .setExpectedAudience(true, audience)
                .setRequireExpirationTime()
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                .setAllowedClockSkewInSeconds(CLOCKS_DIFFER_SECONDS)
                .build();
        try {
            return consumer.processToClaims(token);
        } catch (InvalidJwtException e) {
            if (e.getCause() instanceof IssuerKeys.UnreachableException) {
                throw new NoKeysException(e);
            }
            throw e;
        }
    }

    private IssuerKeys keys(String keysAt) {
        var get = new Get();
        get.setConnectTimeout(FETCH_WITHIN_MILLIS);
        get.setReadTimeout(FETCH_WITHIN_MILLIS);
        get.setRetries(0);
        return new IssuerKeys(keysAt, get, clock);
    }

    static final class NoKeysException extends IOException {
        private static final long serialVersionUID = 1L;

        NoKeysException(Throwable cause) {
            super("The keys cannot be fetched", cause);
        }
    }
}
