package io.newsbell.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the provider says of somebody: in the ID token, or, where it keeps that short, at its user info endpoint.
final class Claims {
    private final Map<String, Object> inToken;
    private final String subject;
    private final AccessToken access;
    private final Discovery.Found found;
    private final Wire wire;
    private @Nullable Map<String, Object> asked;

    Claims(JWTClaimsSet token, AccessToken access, Discovery.Found found, Wire wire) {
        this.inToken = token.getClaims();
        this.subject = token.getSubject();
        this.access = access;
        this.found = found;
        this.wire = wire;
    }

    String subject() {
        return subject;
    }

    /// The values of a claim, each as text; none if nothing is said.
    List<String> of(String name) throws ProviderTrouble {
        var value = inToken.containsKey(name) ? inToken.get(name) : info().get(name);
        return value instanceof Collection<?> several
                ? several.stream().map(String::valueOf).toList()
                : Optional.ofNullable(value).map(String::valueOf).stream().toList();
    }

    private Map<String, Object> info() throws ProviderTrouble {
        if (asked == null) {
            var at = found.metadata().getUserInfoEndpointURI();
            asked = at == null ? Map.of() : ask(new UserInfoRequest(at, access));
        }
        return asked;
    }

    private Map<String, Object> ask(UserInfoRequest request) throws ProviderTrouble {
        try {
            var response = UserInfoResponse.parse(wire.send(request.toHTTPRequest()));
            if (!response.indicatesSuccess() || response.toSuccessResponse().getUserInfo() == null) {
                throw ProviderTrouble.down(
                        "it does not say who the person is at %s".formatted(request.getEndpointURI()));
            }
            var info = response.toSuccessResponse().getUserInfo();
            // OpenID Connect Core 5.3.2: else it may be about somebody else.
            if (!info.getSubject().getValue().equals(subject)) {
                throw ProviderTrouble.unbelievable("its user info is about another person than its ID token");
            }
            return info.toJSONObject();
        } catch (ParseException e) {
            throw ProviderTrouble.down("its user info cannot be read");
        }
    }
}
