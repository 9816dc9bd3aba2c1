package io.newsbell.oidc;

import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the provider says of itself. Read when somebody wants to sign in, and kept: while it cannot be read anew,
/// what was read last is good for a day.
final class Discovery {
    private static final Duration GOOD_FOR = Duration.ofHours(1);
    private static final Duration USABLE_FOR = Duration.ofDays(1);

    private final Registration registration;
    private final Wire wire;
    private final Clock clock;
    private final Kept<Found> kept;

    Discovery(Registration registration, Wire wire, Clock clock) {
        this.registration = registration;
        this.wire = wire;
        this.clock = clock;
        this.kept = new Kept<>(this::ask, GOOD_FOR, USABLE_FOR, clock);
    }

    /// @param tokens what its ID tokens are held against
    record Found(OIDCProviderMetadata metadata, IdTokens tokens) {}

    /// What was read last, however long ago; empty if nothing was.
    Optional<Found> last() {
        return kept.last();
    }

    Found found() throws ProviderTrouble {
        return kept.get();
    }

    private Found ask(@Nullable Found before) throws ProviderTrouble {
        var metadata = metadata();
        requireSecure(metadata);
        // Its keys are kept with the old one.
        var isSame = before != null && before.metadata().toJSONObject().equals(metadata.toJSONObject());
        var tokens = before != null && isSame ? before.tokens() : IdTokens.of(registration, metadata, wire, clock);
        return new Found(metadata, tokens);
    }

    private OIDCProviderMetadata metadata() throws ProviderTrouble {
        try {
            var response = wire.get(OIDCProviderMetadata.resolveURL(registration.issuer()));
            if (response.getStatusCode() != HTTPResponse.SC_OK) {
                throw ProviderTrouble.down(
                        "what it says of itself cannot be read (status %d)".formatted(response.getStatusCode()));
            }
            var metadata = OIDCProviderMetadata.parse(response.getBodyAsJSONObject());
            if (!metadata.getIssuer().equals(registration.issuer())) {
                throw ProviderTrouble.unbelievable(
                        "what it says of itself is not of the issuer in NEWSBELL_OIDC_ISSUER, but of %s"
                                .formatted(Wire.plain(metadata.getIssuer().getValue())));
            }
            return metadata;
        } catch (GeneralException e) {
            throw ProviderTrouble.unbelievable(
                    "what it says of itself, at the issuer in NEWSBELL_OIDC_ISSUER, is not as it must be (%s)"
                            .formatted(Wire.plain(e.toString())));
        }
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
