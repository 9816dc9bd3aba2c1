package io.newsbell.app;

import java.io.IOException;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jose4j.http.SimpleGet;
import org.jose4j.http.SimpleResponse;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.VerificationJwkSelector;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/// The keys that one issuer publishes as a JWKS. Kept as long as the issuer allows, and while it cannot be reached a
/// day longer. A key that is not among them makes them be fetched again, so that a new key works at once.
///
/// Not jose4j's own cache: that goes on believing in a key that was taken back for as long as it may survive an outage,
/// after a single failed fetch.
final class IssuerKeys implements VerificationKeyResolver {
    private static final Logger LOG = Logger.getLogger(IssuerKeys.class);
    /// Where the issuer does not say how long they are good.
    private static final Duration USUALLY_GOOD_FOR = Duration.ofHours(1);

    /// An issuer that says a year must still be able to take a key back.
    private static final Duration GOOD_AT_MOST = Duration.ofDays(1);

    private static final Duration KEPT_WITHOUT_ISSUER = Duration.ofDays(1);

    /// Tokens with made-up key ids must not keep the issuer busy.
    private static final Duration REFETCHED_AT_MOST_EVERY = Duration.ofSeconds(30);

    /// A storm of registrations must neither wait for a dead server one by one nor keep it down.
    private static final Duration REST_AFTER_FAILURE = Duration.ofSeconds(10);

    private static final Pattern MAX_AGE = Pattern.compile("\\bmax-age\\s*=\\s*(\\d{1,9})");

    private final String location;
    private final SimpleGet get;
    private final Clock clock;
    private final VerificationJwkSelector selector = new VerificationJwkSelector();
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile Kept kept = new Kept(List.of(), Instant.EPOCH, Instant.EPOCH);
    private volatile Instant restingUntil = Instant.EPOCH;

    IssuerKeys(String location, SimpleGet get, Clock clock) {
        this.location = location;
        this.get = get;
        this.clock = clock;
    }

    @Override
    public Key resolveKey(JsonWebSignature token, List<JsonWebStructure> nesting) throws UnresolvableKeyException {
        var now = clock.instant();
        var keys = good(now);
        var key = find(keys, token);
        if (key.isEmpty() && !now.isBefore(keys.fetchedAt.plus(REFETCHED_AT_MOST_EVERY))) {
            key = find(fetched(keys, now).orElseThrow(UnreachableException::new), token);
        }
        return key.orElseThrow(() -> new UnresolvableKeyException("The issuer has no key for the token"))
                .getKey();
    }

    private Kept good(Instant now) throws UnreachableException {
        var keys = kept;
        if (now.isBefore(keys.goodUntil)) {
            return keys;
        }
        var usable = now.isBefore(keys.goodUntil.plus(KEPT_WITHOUT_ISSUER));
        if (usable && fetching.isLocked()) {
            return keys;
        }
        var fetched = fetched(keys, now);
        return usable ? fetched.orElse(keys) : fetched.orElseThrow(UnreachableException::new);
    }

    /// @param insufficient what the caller has: who has waited for somebody else's fetch takes what that brought
    private Optional<Kept> fetched(Kept insufficient, Instant now) {
        fetching.lock();
        try {
            if (kept.fetchedAt.isAfter(insufficient.fetchedAt)) {
                return Optional.of(kept);
            }
            if (now.isBefore(restingUntil)) {
                return Optional.empty();
            }
            var response = get.get(location);
            kept = new Kept(new JsonWebKeySet(response.getBody()).getJsonWebKeys(), now, now.plus(goodFor(response)));
            return Optional.of(kept);
        } catch (IOException | JoseException | ClassCastException e) {
            LOG.errorf(
                    "The keys that sign phones' tokens cannot be fetched from %s (%s); see whether this server may reach"
                            + " it. It is tried again in %s",
                    location, e.getClass().getSimpleName(), REST_AFTER_FAILURE);
            restingUntil = clock.instant().plus(REST_AFTER_FAILURE);
            return Optional.empty();
        } finally {
            fetching.unlock();
        }
    }

    private Optional<JsonWebKey> find(Kept keys, JsonWebSignature token) throws UnresolvableKeyException {
        try {
            return Optional.ofNullable(selector.select(token, keys.keys));
        } catch (JoseException e) {
            throw new UnresolvableKeyException("The token's header does not say which key", e);
        }
    }

    private static Duration goodFor(SimpleResponse response) {
        return Stream.ofNullable(response.getHeaderValues("cache-control"))
                .flatMap(List::stream)
                .map(MAX_AGE::matcher)
                .filter(Matcher::find)
                .map(age -> Duration.ofSeconds(Long.parseLong(age.group(1))))
                .map(age -> Collections.min(List.of(GOOD_AT_MOST, age)))
                .map(age -> Collections.max(List.of(REFETCHED_AT_MOST_EVERY, age)))
                .findFirst()
                .orElse(USUALLY_GOOD_FOR);
    }

    private record Kept(List<JsonWebKey> keys, Instant fetchedAt, Instant goodUntil) {}

    /// Nobody knows what the token is worth.
    static final class UnreachableException extends UnresolvableKeyException {
        private static final long serialVersionUID = 1L;

        UnreachableException() {
            super("The issuer's keys cannot be fetched");
        }
    }
}
