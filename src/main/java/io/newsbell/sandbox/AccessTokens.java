package io.newsbell.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Google's token endpoint for one service account: trades a signed assertion for an access token that
/// lives an hour, and knows which of those it gave out are alive.
/// https://developers.google.com/identity/protocols/oauth2/service-account#httprest
final class AccessTokens {
    static final String GRANT_TYPE = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    static final Duration LIFE = Duration.ofSeconds(3_599);

    /// The Node client's library asks at this address and for this audience, whatever `token_uri` says.
    private static final String GOOGLES_OWN = "https://oauth2.googleapis.com/token";

    /// Google allows clocks to differ by some minutes.
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final Duration LONGEST_ASSERTION = Duration.ofHours(1);
    /// Good for whatever the account may do.
    private static final String ALL = "https://www.googleapis.com/auth/cloud-platform";

    private static final Set<String> SCOPES = Set.of("https://www.googleapis.com/auth/firebase.messaging", ALL);
    private static final String UNTIMELY = "Invalid JWT: Token must be a short-lived token (60 minutes) and in a"
            + " reasonable timeframe. Check your iat and exp values in the JWT claim.";
    private static final JsonMapper JSON = new JsonMapper();

    private final ServiceAccount account;
    private final Supplier<String> tokenUri;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Grant> alive = new ConcurrentHashMap<>();

    AccessTokens(ServiceAccount account, Supplier<String> tokenUri, Clock clock) {
        this.account = account;
        this.tokenUri = tokenUri;
        this.clock = clock;
    }

    private record Grant(Instant end, boolean all) {}

    sealed interface Answer {
        record Granted(String accessToken) implements Answer {}

        record Refused(String error, String description) implements Answer {}
    }

    Answer trade(String grantType, String assertion) {
        if (!grantType.equals(GRANT_TYPE)) {
            return new Answer.Refused("unsupported_grant_type", "Invalid grant_type: " + grantType);
        }
        String[] parts = assertion.split("\\.", -1);
        try {
            if (parts.length != 3 || !"RS256".equals(json(parts[0]).path("alg").asText())) {
                return invalid("Invalid JWT: must be signed with RS256.");
            }
            JsonNode claims = json(parts[1]);
            if (!claims.path("iss").asText().equals(account.email())) {
                return invalid("Invalid grant: account not found");
            }
            if (!isSigned(parts)) {
                return invalid("Invalid JWT Signature.");
            }
            return judge(claims);
        } catch (IOException | IllegalArgumentException e) {
            return invalid("Invalid JWT: cannot be read.");
        }
    }

    boolean isAlive(String accessToken) {
        Grant grant = alive.get(accessToken);
        return grant != null && clock.instant().isBefore(grant.end());
    }

    /// Whether it is good for more than to send messages.
    boolean isForAll(String accessToken) {
        Grant grant = alive.get(accessToken);
        return grant != null && grant.all();
    }

    /// As if every access token had been revoked: clients must ask for new ones.
    void revokeAll() {
        alive.clear();
    }

    private Answer judge(JsonNode claims) {
        String audience = claims.path("aud").asText();
        if (!audience.equals(tokenUri.get()) && !audience.equals(GOOGLES_OWN)) {
            return invalid("Invalid JWT: Failed audience check. The right audience is " + tokenUri.get());
        }
        Instant now = clock.instant();
        Instant issued = Instant.ofEpochSecond(claims.path("iat").asLong());
        Instant expires = Instant.ofEpochSecond(claims.path("exp").asLong());
        boolean timely = issued.isBefore(now.plus(SKEW))
                && expires.isAfter(now.minus(SKEW))
                && expires.isAfter(issued)
                && !expires.isAfter(issued.plus(LONGEST_ASSERTION));
        if (!timely) {
            return invalid(UNTIMELY);
        }
        List<String> scopes = List.of(claims.path("scope").asText().split(" ", -1));
        if (scopes.stream().noneMatch(SCOPES::contains)) {
            return new Answer.Refused("invalid_scope", "Invalid OAuth scope or ID token audience provided.");
        }
        return new Answer.Granted(issue(now, scopes.contains(ALL)));
    }

    private String issue(Instant now, boolean all) {
        alive.values().removeIf(grant -> !now.isBefore(grant.end()));
        byte[] secret = new byte[96];
        random.nextBytes(secret);
        String token = "ya29.c." + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        alive.put(token, new Grant(now.plus(LIFE), all));
        return token;
    }

    private boolean isSigned(String[] parts) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(account.publicKey());
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static JsonNode json(String base64) throws IOException {
        return JSON.readTree(Base64.getUrlDecoder().decode(base64));
    }

    private static Answer invalid(String description) {
        return new Answer.Refused("invalid_grant", description);
    }
}
