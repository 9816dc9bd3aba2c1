package io.newsbell.oidc;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import java.net.URL;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The keys that the provider publishes. One that is not known makes them be fetched again, once in ten seconds at
/// most. One that was taken back is believed five minutes longer; an hour, if the provider does not say so.
final class Keys implements JWKSource<SecurityContext> {
    private static final Duration GOOD_FOR = Duration.ofMinutes(5);
    private static final Duration USABLE_FOR = Duration.ofHours(1);

    private final Kept<JWKSet> kept;

    Keys(URL at, Wire wire, Clock clock) {
        this.kept = new Kept<>(_ -> fetch(at, wire), GOOD_FOR, USABLE_FOR, clock);
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        try {
            var known = kept.get();
            var found = selector.select(known);
            return found.isEmpty() ? selector.select(kept.newerThan(known)) : found;
        } catch (ProviderTrouble e) {
            throw new KeySourceException(e.getMessage(), e);
        }
    }

    private static JWKSet fetch(URL at, Wire wire) throws ProviderTrouble {
        var response = wire.get(at);
        if (response.getStatusCode() != HTTPResponse.SC_OK) {
            throw ProviderTrouble.down("status %d".formatted(response.getStatusCode()));
        }
        try {
            return JWKSet.parse(response.getBody());
        } catch (ParseException e) {
            throw ProviderTrouble.unbelievable("they cannot be read");
        }
    }
}
