package io.newsbell.app;

import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;

/// The publisher's signed word, in the hands of a phone, about who its user is.
@Singleton
public class UserTokens {
    private static final Duration KEYS_MAY_BE_BACK = Duration.ofSeconds(10);

    private final AppEntity.Repository apps;
    private final SignedTokens tokens;

    UserTokens(AppEntity.Repository apps, SignedTokens tokens) {
        this.apps = apps;
        this.tokens = tokens;
    }

    /// To be called outside of transactions, because it may have to fetch keys.
    ///
    /// @throws Problem `user_token_failed`, or `unavailable` if the publisher's keys cannot be had
    public void verify(App app, String userId, String token) {
        var entity = QuarkusTransaction.joiningExisting().call(() -> apps.findById(app.id()));
        if (entity.userTokenKeys == null || entity.userTokenIssuer == null) {
            throw failed("This app takes no user tokens; let the publisher's server attach the user.");
        }
        try {
            var claims = tokens.verify(
                    token,
                    entity.userTokenKeys,
                    entity.userTokenIssuer,
                    app.slug(),
                    AlgorithmIdentifiers.RSA_USING_SHA256,
                    AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            if (!userId.equals(claims.getSubject())) {
                throw failed("Send the userId that is the token's sub.");
            }
        } catch (SignedTokens.NoKeysException _) {
            throw Problem.later(
                    ErrorCode.UNAVAILABLE,
                    "The publisher's keys cannot be fetched right now; send the same again.",
                    KEYS_MAY_BE_BACK);
        } catch (InvalidJwtException | MalformedClaimException _) {
            throw failed(
                    "Get a new token from the publisher: signed with RS256 or ES256 by its keys, iss as agreed, aud the"
                            + " app's slug, exp in the future.");
        }
    }

    private static Problem failed(String detail) {
        return new Problem(ErrorCode.USER_TOKEN_FAILED, detail);
    }
}
