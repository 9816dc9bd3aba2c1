package io.newsbell.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jspecify.annotations.Nullable;

/// Firebase App Check: whether who registers is the publisher's own app on a real phone.
/// <https://firebase.google.com/docs/app-check/custom-resource-backend>
@Singleton
public class AppCheck {
    /// Where a phone sends its token.
    public static final String HEADER = "X-Firebase-AppCheck";

    private static final String ISSUER = "https://firebaseappcheck.googleapis.com/";
    private static final String PROJECTS = "projects/";

    /// Asked for at every heartbeat, changed about never.
    private static final Duration REMEMBER = Duration.ofSeconds(10);

    private final AppEntity.Repository apps;
    private final SignedTokens tokens;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final Map<Long, Rule> rules = new ConcurrentHashMap<>();

    AppCheck(AppEntity.Repository apps, SignedTokens tokens, MeterRegistry metrics, Clock clock) {
        this.apps = apps;
        this.tokens = tokens;
        this.metrics = metrics;
        this.clock = clock;
    }

    public boolean isOff(long appId) {
        return rule(appId).mode == Mode.OFF;
    }

    /// To be called outside of transactions, because it may have to fetch keys.
    ///
    /// @throws Problem where the app insists: `app_check_failed`, or `unavailable` if Google's keys cannot be had
    public void require(long appId, @Nullable String token) {
        var rule = rule(appId);
        if (rule.mode == Mode.OFF) {
            return;
        }
        var result = check(rule, token);
        metrics.counter(
                        "newsbell.app.check",
                        "app",
                        rule.slug,
                        "result",
                        result.name().toLowerCase(Locale.ROOT))
                .increment();
        if (rule.mode == Mode.ENFORCE) {
            refuse(result);
        }
    }

    private static void refuse(Result result) {
        switch (result) {
            case VALID -> {}
            case MISSING ->
                throw new Problem(
                        ErrorCode.APP_CHECK_FAILED, "Send a token of Firebase App Check in the header " + HEADER + ".");
            case INVALID ->
                throw new Problem(
                        ErrorCode.APP_CHECK_FAILED,
                        "Get a new token of Firebase App Check for this Firebase project, and send it in the header "
                                + HEADER + ".");
            case UNREACHABLE ->
                throw Problem.later(
                        ErrorCode.UNAVAILABLE,
                        "The keys of App Check cannot be fetched right now; send the same again.",
                        REMEMBER);
        }
    }

    private Result check(Rule rule, @Nullable String token) {
        if (token == null || token.isBlank()) {
            return Result.MISSING;
        }
        try {
            tokens.verify(token, rule.keys, rule.issuer(), rule.audience, AlgorithmIdentifiers.RSA_USING_SHA256);
            return Result.VALID;
        } catch (SignedTokens.NoKeysException _) {
            return Result.UNREACHABLE;
        } catch (InvalidJwtException _) {
            return Result.INVALID;
        }
    }

    private Rule rule(long appId) {
        var now = clock.instant();
        var known = rules.get(appId);
        if (known != null && now.isBefore(known.until)) {
            return known;
        }
        var read = QuarkusTransaction.joiningExisting().call(() -> rule(apps.findById(appId), now.plus(REMEMBER)));
        rules.put(appId, read);
        return read;
    }

    private static Rule rule(AppEntity app, Instant until) {
        return new Rule(
                app.slug,
                app.appCheck,
                Objects.requireNonNullElse(app.appCheckAudience, ""),
                Objects.requireNonNullElse(app.appCheckKeys, ""),
                until);
    }

    /// @param until when it is read anew
    private record Rule(String slug, Mode mode, String audience, String keys, Instant until) {
        String issuer() {
            return ISSUER + audience.substring(audience.startsWith(PROJECTS) ? PROJECTS.length() : 0);
        }
    }

    private enum Result {
        VALID,
        MISSING,
        INVALID,
        UNREACHABLE
    }

    enum Mode {
        OFF,
        /// Only counted.
        LOG,
        ENFORCE
    }
}
