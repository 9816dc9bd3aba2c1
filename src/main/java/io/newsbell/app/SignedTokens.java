package io.newsbell.app;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jose4j.http.Get;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;

/// Checks JWTs against the keys that their issuer publishes. The keys are kept as long as the issuer allows, and when
/// it cannot be reached, for a day longer. An unknown key id makes them be fetched again, at most every 30 seconds.
@Singleton
class SignedTokens {
    private static final Duration FETCH_WITHIN = Duration.ofSeconds(2);
    private static final Duration REST_AFTER_FAILURE = Duration.ofSeconds(10);
    private static final Duration REFETCH_AT_MOST_EVERY = Duration.ofSeconds(30);
    private static final Duration KEEP_WITHOUT_ISSUER = Duration.ofDays(1);
    private static final int CLOCKS_DIFFER_SECONDS = 30;

    private final Map<String, HttpsJwksVerificationKeyResolver> keys = new ConcurrentHashMap<>();
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
                .setVerificationKeyResolver(keys.computeIfAbsent(keysAt, SignedTokens::resolver))
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
            if (isForWantOfKeys(e)) {
                throw new NoKeysException(e);
            }
            throw e;
        }
    }

    private static HttpsJwksVerificationKeyResolver resolver(String keysAt) {
        var get = new Get();
        get.setConnectTimeout((int) FETCH_WITHIN.toMillis());
        get.setReadTimeout((int) FETCH_WITHIN.toMillis());
        get.setRetries(0);
        var jwks = new HttpsJwks(keysAt);
        jwks.setSimpleHttpGet(new RestingGet(get, REST_AFTER_FAILURE));
        jwks.setRefreshReprieveThreshold(REFETCH_AT_MOST_EVERY.toMillis());
        jwks.setRetainCacheOnErrorDuration(KEEP_WITHOUT_ISSUER.toSeconds());
        return new HttpsJwksVerificationKeyResolver(jwks);
    }

    /// A key that is not among those fetched has no cause; one that could not be looked for has.
    private static boolean isForWantOfKeys(InvalidJwtException e) {
        return e.getCause() instanceof UnresolvableKeyException unresolved && unresolved.getCause() != null;
    }

    static final class NoKeysException extends IOException {
        private static final long serialVersionUID = 1L;

        NoKeysException(Throwable cause) {
            super("The keys cannot be fetched", cause);
        }
    }
}
