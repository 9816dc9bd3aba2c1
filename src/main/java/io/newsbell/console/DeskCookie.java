package io.newsbell.console;

import io.newsbell.app.Secret;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The browser's part of a session, and of a sign-in elsewhere. No script can read it, and no form of another site
/// sends it along.
final class DeskCookie {
    private static final String NAME = "newsbell_desk";
    private static final String PATH = "/desk";
    private static final String ATTEMPT = "newsbell_oidc";
    private static final String ATTEMPT_PATH = "/desk/oidc";

    private DeskCookie() {}

    static Optional<Secret> read(ContainerRequestContext request) {
        return read(request.getCookies());
    }

    static Optional<Secret> read(Map<String, Cookie> cookies) {
        return Optional.ofNullable(cookies.get(NAME)).map(Cookie::getValue).map(Secret::new);
    }

    static NewCookie of(Secret token, HttpHeaders headers, UriInfo here) {
        return cookie(NAME, PATH, token.value(), NewCookie.DEFAULT_MAX_AGE, headers, here);
    }

    static NewCookie none(HttpHeaders headers, UriInfo here) {
        return cookie(NAME, PATH, "", 0, headers, here);
    }

    /// Of a browser that is sent to the provider where people sign in.
    static Optional<Secret> readAttempt(Map<String, Cookie> cookies) {
        return Optional.ofNullable(cookies.get(ATTEMPT)).map(Cookie::getValue).map(Secret::new);
    }

    static NewCookie ofAttempt(Secret browser, Duration lasts, HttpHeaders headers, UriInfo here) {
        return cookie(ATTEMPT, ATTEMPT_PATH, browser.value(), Math.toIntExact(lasts.toSeconds()), headers, here);
    }

    static NewCookie noAttempt(HttpHeaders headers, UriInfo here) {
        return cookie(ATTEMPT, ATTEMPT_PATH, "", 0, headers, here);
    }

    /// Where TLS ends at a proxy, that says so.
    private static NewCookie cookie(
            String name, String path, String value, int maxAge, HttpHeaders headers, UriInfo here) {
        var secure = "https".equals(here.getRequestUri().getScheme())
                || "https".equalsIgnoreCase(headers.getHeaderString("X-Forwarded-Proto"));
        return new NewCookie.Builder(name)
                .value(value)
                .path(path)
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.LAX)
                .maxAge(maxAge)
                .build();
    }
}
