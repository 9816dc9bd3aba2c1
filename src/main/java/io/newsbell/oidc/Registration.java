package io.newsbell.oidc;

import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What provider and desk have agreed upon, from the settings.
///
/// @param secret null for a public client
/// @param desk   where browsers reach this server
record Registration(
        Issuer issuer, ClientID client, @Nullable Secret secret, URI desk, Scope scope, OidcConfig config) {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /// @return empty if the settings name no provider
    /// @throws IllegalStateException that says which setting is missing or wrong
    static Optional<Registration> of(OidcConfig config) {
        if (config.issuer().isEmpty()) {
            return Optional.empty();
        }
        if (config.clientId().isEmpty() || config.deskUrl().isEmpty()) {
            throw new IllegalStateException("NEWSBELL_OIDC_ISSUER needs NEWSBELL_OIDC_CLIENT_ID, and"
                    + " NEWSBELL_OIDC_DESK_URL: where browsers reach this server, such as https://desk.example");
        }
        if (config.requiredClaim().isPresent() != config.requiredValue().isPresent()) {
            throw new IllegalStateException(
                    "Set both NEWSBELL_OIDC_REQUIRED_CLAIM and NEWSBELL_OIDC_REQUIRED_VALUE, or neither");
        }
        var issuer = URI.create(config.issuer().get());
        var desk = config.deskUrl().get();
        if (!isSecure(issuer) || !isSecure(desk)) {
            throw new IllegalStateException("NEWSBELL_OIDC_ISSUER and NEWSBELL_OIDC_DESK_URL must begin with https://");
        }
        var scope = Scope.parse(config.scopes());
        scope.add("openid");
        return Optional.of(new Registration(
                new Issuer(issuer),
                new ClientID(config.clientId().get()),
                config.clientSecret().map(Secret::new).orElse(null),
                desk,
                scope,
                config));
    }

    /// What is not encrypted stays on this machine: for tests.
    static boolean isSecure(@Nullable URI uri) {
        return uri != null
                && uri.getHost() != null
                && ("https".equalsIgnoreCase(uri.getScheme())
                        || ("http".equalsIgnoreCase(uri.getScheme()) && THIS_MACHINE.contains(uri.getHost())));
    }

    @Override
    public String toString() {
        return "%s at %s".formatted(client, issuer);
    }

    URI callback() {
        return desk.resolve("/desk/oidc/callback");
    }

    URI signedOut() {
        return desk.resolve("/desk/sign-in");
    }
}
