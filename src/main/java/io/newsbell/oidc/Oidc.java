package io.newsbell.oidc;

import io.github.bucket4j.Bucket;
import io.newsbell.app.Secret;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;
import org.jspecify.annotations.Nullable;

/// Sends a browser to the provider, and says whom it has come back as.
@Singleton
public class Oidc {
    /// Who has not come back by then begins again: long enough to look for one's telephone.
    public static final Duration ATTEMPT = Duration.ofMinutes(10);

    /// Anybody can make a sign-in fail: the log must not be filled by it.
    private static final int LINES_A_MINUTE = 20;

    private static final Logger LOG = Logger.getLogger(Oidc.class);

    private final OidcConfig config;
    private final OidcSql sql;
    private final Clock clock;
    private final @Nullable Provider provider;
    private final AttemptLimits limits;
    private final Bucket lines = AttemptLimits.bucket(LINES_A_MINUTE);

    Oidc(OidcConfig config, OidcSql sql, Clock clock) {
        this.config = config;
        this.sql = sql;
        this.clock = clock;
        this.provider = Registration.of(config)
                .map(registration -> new Provider(registration, clock))
                .orElse(null);
        this.limits = new AttemptLimits(config.attemptsPerMinute());
    }

    /// What came of the wish to go to the provider.
    public sealed interface Begin {
        /// @param browser for its cookie; it is nowhere else
        record At(URI provider, Secret browser) implements Begin {}

        record Down() implements Begin {}

        /// Too many were begun from there.
        record Later(Duration after) implements Begin {}
    }

    /// What came of a browser's coming back.
    public sealed interface Back {
        /// @param wanted  the page that the person wanted to see
        /// @param isWhole false if the provider could not be asked for the address: the identity has none
        record As(Identity identity, String wanted, boolean isWhole) implements Back {}

        /// It was not sent from here, or too long ago, or has been here before.
        record Unknown() implements Back {}

        /// The provider does not let the person in, or the person has turned back.
        record Denied(String wanted) implements Back {}

        /// The person is known there, but has not the claim that is asked for.
        record NotAllowed(String wanted) implements Back {}

        /// It does not answer.
        record Down(String wanted) implements Back {}

        /// What it says is not believed.
        record Faulty(String wanted) implements Back {}
    }

    public boolean isOn() {
        return provider != null;
    }

    /// Whether there are no passwords beside it.
    public boolean isOnly() {
        return isOn() && config.only();
    }

    /// What people know the provider as.
    public String name() {
        return config.name();
    }

    /// Whether it is the one that is asked at present; accounts of an earlier one are nobody's.
    public boolean isIssuer(@Nullable String issuer) {
        return provider != null && provider.issuer().equals(issuer);
    }

    /// @param wanted a page of the desk
    /// @param from   where the request comes from
    public Begin begin(String wanted, String from) {
        var pause = limits.begin(from);
        if (pause.isPresent()) {
            return new Begin.Later(pause.get());
        }
        var state = Secret.random("");
        var browser = Secret.random("");
        try {
            var attempt = Provider.attempt(wanted);
            var address = provider().address(state.value(), attempt);
            QuarkusTransaction.requiringNew().run(() -> {
                sql.insert(state, browser, provider().issuer(), attempt, clock.instant());
                sql.forgetBeyond(config.openAttempts());
            });
            return new Begin.At(address, browser);
        } catch (ProviderTrouble e) {
            warn(e);
            return new Begin.Down();
        }
    }

    /// @param browser    what its cookie has
    /// @param parameters of the address that it came to
    public Back back(Optional<Secret> browser, Map<String, List<String>> parameters) {
        var state = Optional.ofNullable(parameters.get("state"))
                .filter(given -> given.size() == 1)
                .map(List::getFirst)
                .map(Secret::new);
        if (browser.isEmpty() || state.isEmpty()) {
            return new Back.Unknown();
        }
        return QuarkusTransaction.requiringNew()
                .call(() -> sql.take(
                        state.get(),
                        browser.get(),
                        provider().issuer(),
                        clock.instant().minus(ATTEMPT)))
                .map(attempt -> ask(attempt, parameters))
                .orElseGet(Back.Unknown::new);
    }

    /// Where people sign out at the provider, too; empty if it has no such page, or none is known yet.
    public Optional<URI> signOut() {
        return Optional.ofNullable(provider).flatMap(Provider::signOut);
    }

    void forget() {
        QuarkusTransaction.requiringNew().run(() -> sql.forget(clock.instant().minus(ATTEMPT)));
    }

    private Back ask(Attempt attempt, Map<String, List<String>> parameters) {
        try {
            return switch (provider().answer(attempt, parameters)) {
                case Provider.Answer.Vouched(var identity, var isAllowed, var missing) -> {
                    missing.ifPresent(this::warn);
                    yield isAllowed
                            ? new Back.As(identity, attempt.wanted(), missing.isEmpty())
                            : new Back.NotAllowed(attempt.wanted());
                }
                case Provider.Answer.Denied() -> new Back.Denied(attempt.wanted());
            };
        } catch (ProviderTrouble e) {
            warn(e);
            return e.isDown() ? new Back.Down(attempt.wanted()) : new Back.Faulty(attempt.wanted());
        }
    }

    private Provider provider() {
        if (provider == null) {
            throw new IllegalStateException("Nobody can sign in elsewhere: NEWSBELL_OIDC_ISSUER is not set");
        }
        return provider;
    }

    private void warn(ProviderTrouble trouble) {
        LOG.logf(
                lines.tryConsume(1) ? Level.WARN : Level.DEBUG,
                "Trouble with a sign-in at the desk through %s: %s",
                config.name(),
                trouble.getMessage());
    }
}
