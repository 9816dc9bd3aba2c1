package io.newsbell.oidc;

import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Calls the provider, which the operator has named and trusts; it waits for no part of an answer
/// longer than it may.
final class Wire {
    private static final int SERVER_ERROR = 500;
    private static final int LONGEST = 200;

    private final int withinMillis;

    Wire(Duration within) {
        this.withinMillis = Math.toIntExact(within.toMillis());
    }

    int withinMillis() {
        return withinMillis;
    }

    HTTPResponse send(HTTPRequest request) throws ProviderTrouble {
        configure(request);
        try {
            var response = request.send();
            if (response.getStatusCode() >= SERVER_ERROR) {
                throw ProviderTrouble.down(
                        "%s answers with status %d".formatted(where(request), response.getStatusCode()));
            }
            return response;
        } catch (IOException e) {
            throw ProviderTrouble.down("%s cannot be reached (%s)".formatted(where(request), plain(e.toString())));
        }
    }

    /// The code and the client's secret go to nobody who is only redirected to.
    void configure(HTTPRequest request) {
        request.setConnectTimeout(withinMillis);
        request.setReadTimeout(withinMillis);
        request.setFollowRedirects(false);
    }

    /// For a log: one short line.
    static String plain(@Nullable String said) {
        var line = String.valueOf(said).replaceAll("[^\\x20-\\x7e]", "?");
        return line.substring(0, Math.min(line.length(), LONGEST));
    }

    private static String where(HTTPRequest request) {
        return request.getURI().getHost() + request.getURI().getPath();
    }
}
