package io.newsbell.bench;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;

/// Somebody at the desk of a server: follows redirects and keeps the session's cookie.
final class DeskBrowser implements AutoCloseable {
    static final String FIRST_PASSWORD = "the first password of the desk";

    private static final String OWN_PASSWORD = "four words and a horse";
    private static final int ERROR = 400;

    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final URI address;
    private final String csrf;

    /// Signs in as the first person of a new server.
    DeskBrowser(URI address) throws IOException, InterruptedException {
        this.address = address;
        form("/desk/sign-in", Map.of("email", "editor@localhost", "password", FIRST_PASSWORD));
        form(
                "/desk/password",
                Map.of(
                        "csrf",
                        csrf(get("/desk/password")),
                        "present",
                        FIRST_PASSWORD,
                        "chosen",
                        OWN_PASSWORD,
                        "again",
                        OWN_PASSWORD));
        csrf = csrf(get("/desk"));
    }

    String get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address.resolve(path)).build());
    }

    /// As a form of a page of the session.
    void post(String path) throws IOException, InterruptedException {
        form(path, Map.of("csrf", csrf));
    }

    private void form(String path, Map<String, String> fields) throws IOException, InterruptedException {
        var body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var _ = send(HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private String send(HttpRequest request) throws IOException, InterruptedException {
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= ERROR) {
            throw new IOException("%s: %d %s".formatted(request.uri(), answer.statusCode(), answer.body()));
        }
        return answer.body();
    }

    private static String csrf(String page) {
        return Objects.requireNonNull(Jsoup.parse(page).selectFirst("input[name=csrf]"), page)
                .attr("value");
    }

    @Override
    public void close() {
        http.close();
    }
}
