package io.newsbell.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import java.io.IOException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Calls the provider, which the operator has named and trusts, but for its being well: an answer must be there as
/// a whole within a time, and has a size.
final class Wire {
    private static final int SERVER_ERROR = 500;
    private static final int LONGEST_LINE = 200;

    /// Metadata, keys and tokens are some kilobytes.
    private static final long LARGEST_ANSWER = 1 << 20;

    private final Duration within;
    private final HttpClient client;

    /// @param within from the first byte that is sent to the last that is read
    Wire(Duration within) {
        this.within = within;
        // The code and the client's secret go to nobody who is only redirected to.
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(within)
                .build();
    }

    HTTPResponse get(URL address) throws ProviderTrouble {
        return send(new HTTPRequest(HTTPRequest.Method.GET, address));
    }

    HTTPResponse send(HTTPRequest request) throws ProviderTrouble {
        try {
            var response = request.send(this::exchange);
            if (response.getStatusCode() >= SERVER_ERROR) {
                throw ProviderTrouble.down(
                        "%s answers with status %d".formatted(where(request), response.getStatusCode()));
            }
            return response;
        } catch (IOException e) {
            throw ProviderTrouble.down("%s gives no answer (%s)".formatted(where(request), plain(e.toString())));
        }
    }

    private ReadOnlyHTTPResponse exchange(ReadOnlyHTTPRequest request) throws IOException {
        var body = Optional.ofNullable(request.getBody());
        var sent = HttpRequest.newBuilder(request.getURI())
                .method(
                        request.getMethod().name(),
                        body.map(text -> BodyPublishers.ofString(text, UTF_8)).orElseGet(BodyPublishers::noBody));
        request.getHeaderMap().forEach((name, values) -> values.forEach(value -> sent.header(name, value)));
        var answer =
                client.sendAsync(sent.build(), BodyHandlers.limiting(BodyHandlers.ofString(UTF_8), LARGEST_ANSWER));
        try {
            return read(answer.get(within.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            throw new IOException(
                    "it is not there as a whole after %s, see NEWSBELL_OIDC_ANSWER_WITHIN".formatted(within));
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("this server is being stopped");
        } finally {
            // Whoever is still sending is hung up on.
            answer.cancel(true);
        }
    }

    private static HTTPResponse read(HttpResponse<String> answer) {
        var response = new HTTPResponse(answer.statusCode());
        answer.headers().map().forEach((name, values) -> response.setHeader(name, values.toArray(String[]::new)));
        response.setBody(answer.body());
        return response;
    }

    /// For a log: one short line.
    static String plain(@Nullable String said) {
        var line = String.valueOf(said).replaceAll("[^\\x20-\\x7e]", "?");
        return line.substring(0, Math.min(line.length(), LONGEST_LINE));
    }

    private static String where(HTTPRequest request) {
        return request.getURI().getHost() + request.getURI().getPath();
    }
}
