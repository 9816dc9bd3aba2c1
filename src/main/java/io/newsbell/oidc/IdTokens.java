package io.newsbell.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.net.MalformedURLException;
import java.text.ParseException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Holds ID tokens against the keys that the provider publishes, as OpenID Connect Core 3.1.3.7 says.
final class IdTokens {
    private static final int CLOCKS_DIFFER_SECONDS = 60;

    private final IDTokenValidator validator;
    private final String client;

    private IdTokens(IDTokenValidator validator, String client) {
        this.validator = validator;
        this.client = client;
    }

    static IdTokens of(Registration registration, OIDCProviderMetadata metadata, Wire wire, Clock clock)
            throws ProviderTrouble {
        try {
            var keys = new Keys(metadata.getJWKSetURI().toURL(), wire, clock);
            var validator = new IDTokenValidator(
                    registration.issuer(),
                    registration.client(),
                    new JWSVerificationKeySelector<>(algorithms(metadata), keys),
                    null);
            validator.setMaxClockSkew(CLOCKS_DIFFER_SECONDS);
            return new IdTokens(validator, registration.client().getValue());
        } catch (MalformedURLException e) {
            throw ProviderTrouble.unbelievable("the address of its keys is none");
        }
    }

    JWTClaimsSet claims(JWT token, Nonce nonce) throws ProviderTrouble {
        try {
            validator.validate(token, nonce);
            var claims = token.getJWTClaimsSet();
            requireForUs(claims);
            return claims;
        } catch (KeySourceException e) {
            throw ProviderTrouble.down("its keys cannot be fetched (%s)".formatted(Wire.plain(e.toString())));
        } catch (BadJOSEException | JOSEException | ParseException e) {
            throw ProviderTrouble.unbelievable("its ID token is not good: " + Wire.plain(e.toString()));
        }
    }

    /// A token for several is only believed where it was made for us: Nimbus leaves that to its callers.
    private void requireForUs(JWTClaimsSet claims) throws ParseException, ProviderTrouble {
        var party = claims.getStringClaim("azp");
        if (party == null ? claims.getAudience().size() > 1 : !party.equals(client)) {
            throw ProviderTrouble.unbelievable("its ID token was made for another client");
        }
    }

    /// Signatures that only the provider can make: with a shared secret everybody who has it could, and `none` is
    /// none.
    private static Set<JWSAlgorithm> algorithms(OIDCProviderMetadata metadata) throws ProviderTrouble {
        var algorithms = new HashSet<JWSAlgorithm>();
        algorithms.addAll(JWSAlgorithm.Family.RSA);
        algorithms.addAll(JWSAlgorithm.Family.EC);
        algorithms.retainAll(Optional.ofNullable(metadata.getIDTokenJWSAlgs()).orElse(List.of(JWSAlgorithm.RS256)));
        if (algorithms.isEmpty()) {
            throw ProviderTrouble.unbelievable("it signs with none of the RS, PS and ES algorithms");
        }
        return algorithms;
    }
}
