package io.newsbell.oidc;

import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the provider says of itself. Read when somebody wants to sign in, and kept: while it cannot be read anew,
/// what was read last is good.
final class Discovery {
    private static final Duration GOOD_FOR = Duration.ofHours(1);

    /// People who press the button again must not wait one by one for a server that is down.
    private static final Duration REST_AFTER_FAILURE = Duration.ofSeconds(5);

    private final Registration registration;
    private final Wire wire;
    private final Clock clock;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable Found last;
    private volatile Instant restingUntil = Instant.MIN;

    Discovery(Registration registration, Wire wire, Clock clock) {
        this.registration = registration;
        this.wire = wire;
        this.clock = clock;
    }

    /// @param tokens what its ID tokens are held against
    record Found(OIDCProviderMetadata metadata, IdTokens tokens, Instant at) {}

    /// What was read last, however long ago; empty if nothing was.
    Optional<Found> last() {
        return Optional.ofNullable(last);
    }

    Found found() throws ProviderTrouble {
        var known = last;
        if (known != null && clock.instant().isBefore(known.at().plus(GOOD_FOR))) {
            return known;
        }
        asking.lock();
        try {
            return anew(known);
        } finally {
            asking.unlock();
        }
    }

    /// @param insufficient what the caller has: who has waited for somebody else's answer takes that
    private Found anew(@Nullable Found insufficient) throws ProviderTrouble {
        var known = last;
        var isNewer = known != null && (insufficient == null || known.at().isAfter(insufficient.at()));
        var isResting = clock.instant().isBefore(restingUntil);
        if (known != null && (isNewer || isResting)) {
            return known;
        }
        if (isResting) {
            throw ProviderTrouble.down("it did not answer a moment ago");
        }
        try {
            var found = ask(known);
            last = found;
            return found;
        } catch (ProviderTrouble e) {
            restingUntil = clock.instant().plus(REST_AFTER_FAILURE);
            if (known != null) {
                return known;
            }
            throw e;
        }
    }

    private Found ask(@Nullable Found before) throws ProviderTrouble {
        OIDCProviderMetadata metadata;
        try {
            metadata = OIDCProviderMetadata.resolve(registration.issuer(), wire::configure);
        } catch (IOException e) {
            throw ProviderTrouble.down(
                    "what it says of itself cannot be read (%s)".formatted(Wire.plain(e.toString())));
        } catch (GeneralException e) {
            throw ProviderTrouble.unbelievable(
                    "what it says of itself is not of the issuer in NEWSBELL_OIDC_ISSUER (%s)"
                            .formatted(Wire.plain(e.toString())));
        }
        requireSecure(metadata);
        // Its keys are kept with the old one.
        var isSame = before != null && before.metadata().toJSONObject().equals(metadata.toJSONObject());
        var tokens = before != null && isSame ? before.tokens() : IdTokens.of(registration, metadata, wire);
        return new Found(metadata, tokens, clock.instant());
    }

    private static void requireSecure(OIDCProviderMetadata metadata) throws ProviderTrouble {
        var needed = Stream.of(
                Optional.ofNullable(metadata.getAuthorizationEndpointURI()),
                Optional.ofNullable(metadata.getTokenEndpointURI()),
                Optional.ofNullable(metadata.getJWKSetURI()));
        var isSecure = needed.allMatch(uri -> uri.filter(Registration::isSecure).isPresent());
        URI info = metadata.getUserInfoEndpointURI();
        if (!isSecure || (info != null && !Registration.isSecure(info))) {
            throw ProviderTrouble.unbelievable("it names an address that is missing, or not encrypted");
        }
    }
}
