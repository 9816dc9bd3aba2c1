package io.newsbell.oidc;

import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Speaks the authorization code flow with PKCE: RFC 6749, RFC 7636, RFC 9207 and OpenID Connect Core 1.0.
/// Messages are built and read by Nimbus; what they must be is decided here.
final class Provider {
    private static final Set<ErrorObject> DENIALS = Set.of(OAuth2Error.ACCESS_DENIED);
    private static final Set<ErrorObject> OUTAGES =
            Set.of(OAuth2Error.SERVER_ERROR, OAuth2Error.TEMPORARILY_UNAVAILABLE);

    private final Registration registration;
    private final Discovery discovery;
    private final Wire wire;

    Provider(Registration registration, Clock clock) {
        this.registration = registration;
        this.wire = new Wire(registration.config().answerWithin());
        this.discovery = new Discovery(registration, wire, clock);
    }

    /// What the provider has to say of a browser that comes back.
    sealed interface Answer {
        /// @param isAllowed whether it has the claim that is asked for, if one is
        /// @param missing   why the identity has no address, if the provider could not be asked for that
        record Vouched(Identity identity, boolean isAllowed, Optional<ProviderTrouble> missing) implements Answer {}

        record Denied() implements Answer {}
    }

    String issuer() {
        return registration.issuer().getValue();
    }

    static Attempt attempt(String wanted) {
        return new Attempt(new Nonce(), new CodeVerifier(), wanted);
    }

    /// Where the browser goes.
    URI address(String state, Attempt attempt) throws ProviderTrouble {
        return new AuthenticationRequest.Builder(
                        ResponseType.CODE, registration.scope(), registration.client(), registration.callback())
                .endpointURI(discovery.found().metadata().getAuthorizationEndpointURI())
                .state(new State(state))
                .nonce(attempt.nonce())
                .codeChallenge(attempt.verifier(), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /// @param parameters of the address that the browser came back to; their `state` has been found to be the
    ///                   attempt's
    Answer answer(Attempt attempt, Map<String, List<String>> parameters) throws ProviderTrouble {
        var found = discovery.found();
        var response = response(parameters, found);
        if (!(response instanceof AuthenticationSuccessResponse success)) {
            return refusal(response.toErrorResponse().getErrorObject());
        }
        if (success.getAuthorizationCode() == null) {
            throw ProviderTrouble.unbelievable("it sent the browser back without a code");
        }
        var grant =
                new AuthorizationCodeGrant(success.getAuthorizationCode(), registration.callback(), attempt.verifier());
        var tokens = tokens(grant, found).getOIDCTokens();
        var token = found.tokens().claims(tokens.getIDToken(), attempt.nonce());
        return vouched(new Claims(token, tokens.getAccessToken(), found, wire));
    }

    Optional<URI> signOut() {
        return discovery
                .last()
                .map(found -> found.metadata().getEndSessionEndpointURI())
                .filter(Registration::isSecure)
                .map(page -> new LogoutRequest(
                                page, null, null, registration.client(), registration.signedOut(), null, null)
                        .toURI());
    }

    private AuthenticationResponse response(Map<String, List<String>> parameters, Discovery.Found found)
            throws ProviderTrouble {
        AuthenticationResponse response;
        try {
            response = AuthenticationResponseParser.parse(registration.callback(), parameters);
        } catch (ParseException | IllegalArgumentException e) {
            throw ProviderTrouble.unbelievable("what the browser came back with is no answer to what was asked");
        }
        // RFC 9207: an answer of another provider must not be taken to this one.
        var issuer = response.getIssuer();
        if (issuer == null
                ? found.metadata().supportsAuthorizationResponseIssuerParam()
                : !issuer.equals(registration.issuer())) {
            throw ProviderTrouble.unbelievable("the browser came back from another provider");
        }
        return response;
    }

    private static Answer refusal(@Nullable ErrorObject error) throws ProviderTrouble {
        if (error == null) {
            throw ProviderTrouble.unbelievable("it answered with an error without a name");
        }
        if (DENIALS.contains(error)) {
            return new Answer.Denied();
        }
        throw OUTAGES.contains(error)
                ? ProviderTrouble.down("it is busy")
                : ProviderTrouble.unbelievable("it answered with the error " + Wire.plain(error.getCode()));
    }

    private OIDCTokenResponse tokens(AuthorizationCodeGrant grant, Discovery.Found found) throws ProviderTrouble {
        var answer = wire.send(request(grant, found).toHTTPRequest());
        try {
            var response = OIDCTokenResponseParser.parse(answer);
            if (!response.indicatesSuccess()) {
                var code = response.toErrorResponse().getErrorObject().getCode();
                throw ProviderTrouble.unbelievable("it exchanges no token for the code: " + Wire.plain(code));
            }
            if (((OIDCTokenResponse) response.toSuccessResponse())
                            .getOIDCTokens()
                            .getIDToken()
                    == null) {
                throw ProviderTrouble.unbelievable("its answer has no ID token");
            }
            return (OIDCTokenResponse) response.toSuccessResponse();
        } catch (ParseException e) {
            throw ProviderTrouble.unbelievable("its answer to the code cannot be read");
        }
    }

    private TokenRequest request(AuthorizationCodeGrant grant, Discovery.Found found) {
        var at = found.metadata().getTokenEndpointURI();
        var secret = registration.secret();
        if (secret == null) {
            return new TokenRequest.Builder(at, registration.client(), grant).build();
        }
        var ways = found.metadata().getTokenEndpointAuthMethods();
        var isPost = ways != null
                && !ways.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                && ways.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST);
        var proof = isPost
                ? new ClientSecretPost(registration.client(), secret)
                : new ClientSecretBasic(registration.client(), secret);
        return new TokenRequest.Builder(at, proof, grant).build();
    }

    private Answer vouched(Claims claims) throws ProviderTrouble {
        var config = registration.config();
        var isAllowed = config.requiredClaim().isEmpty()
                || claims.of(config.requiredClaim().get())
                        .contains(config.requiredValue().orElseThrow());
        try {
            var email = claims.of("email").stream().findFirst().orElse("");
            var isVerified = claims.of(config.verifiedClaim()).stream()
                    .anyMatch(said -> said.equals("true") || said.equals("1"));
            return new Answer.Vouched(identity(claims, email, isVerified), isAllowed, Optional.empty());
        } catch (ProviderTrouble e) {
            if (!e.isDown()) {
                throw e;
            }
            // Whose account it is already is known by the subject alone.
            return new Answer.Vouched(identity(claims, "", false), isAllowed, Optional.of(e));
        }
    }

    private Identity identity(Claims claims, String email, boolean isVerified) {
        return new Identity(issuer(), claims.subject(), email, isVerified);
    }
}
