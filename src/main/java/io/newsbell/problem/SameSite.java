package io.newsbell.problem;

import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Whether a form comes from one of our own pages, and not from another site that a visitor of ours has open.
public final class SameSite {
    private SameSite() {}

    /// Browsers say where a form comes from, in `Sec-Fetch-Site` on https and localhost, in `Origin`
    /// everywhere; no script can change what they say. Who sends neither is no browser and carries nobody's
    /// authority.
    ///
    public static boolean isSame(HttpHeaders headers) {
        var site = headers.getHeaderString("Sec-Fetch-Site");
        var origin = headers.getHeaderString("Origin");
        return site == null
                ? origin == null || isOurs(origin, headers.getHeaderString(HttpHeaders.HOST))
                : site.equals("same-origin") || site.equals("none");
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
