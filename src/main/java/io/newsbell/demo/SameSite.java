package io.newsbell.demo;

import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// The page publishes without an API key, so any page on the web could make its visitors publish here. Hence these
/// routes exist only while pushes go to the sandbox, and take a form only from our own page.
final class SameSite {
    private SameSite() {}

    /// Browsers say where a form comes from, in `Sec-Fetch-Site` on https and localhost, in `Origin` everywhere; no
    /// script can change what they say. Who sends neither is no browser and carries nobody's authority.
    ///
    /// @throws ForbiddenException if the request comes from another site
    static void require(HttpHeaders headers) {
        var site = headers.getHeaderString("Sec-Fetch-Site");
        var origin = headers.getHeaderString("Origin");
        var ours = site == null
                ? origin == null || isOurs(origin, headers.getHeaderString(HttpHeaders.HOST))
                : site.equals("same-origin") || site.equals("none");
        if (!ours) {
            throw new ForbiddenException(Response.status(Response.Status.FORBIDDEN)
                    .type(MediaType.TEXT_PLAIN_TYPE)
                    .entity("Publish from Newsbell's own page, or through the API with a key.")
                    .build());
        }
    }

    /// Compares the authority only: a proxy may have taken the TLS off.
    private static boolean isOurs(String origin, @Nullable String host) {
        try {
            return host != null && host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
