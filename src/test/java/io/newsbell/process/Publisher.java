package io.newsbell.process;

import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The publisher's server, with its API key.
public final class Publisher {
    public static final String NDJSON = "application/x-ndjson";
    private static final int OK = 200;

    private final HttpClient http;
    private final URI address;
    private final String apiKey;

    Publisher(HttpClient http, URI address, String apiKey) {
        this.http = http;
        this.address = address;
        this.apiKey = apiKey;
    }

    /// A topic that alerts on every article whose text says `word`.
    public void topic(String slug, String word) {
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("kind", "tag")
                .put("name", slug)
                .put("rule", word)
                .put("automatic", true);
        put("/v1/topics/" + slug, body);
    }

    public Published publish(String id, String headline, String text) {
        var body =
                JsonNodeFactory.instance.objectNode().put("headline", headline).put("body", text);
        var sent = Instant.now();
        put("/v1/articles/" + encode(id, UTF_8), body);
        return new Published(sent, Instant.now());
    }

    /// Sends an alert as a newsroom does, of a story of its own.
    ///
    /// @return its id
    public String send(String level, String topic, String title) {
        var alert = JsonNodeFactory.instance
                .objectNode()
                .put("level", level)
                .put("title", title)
                .put("body", "The council has voted, and the trams run again from noon on all lines.")
                .put("link", "https://news.example/2026/11/26/" + topic);
        alert.putArray("topics").add(topic);
        return send(topic + " " + title, alert);
    }

    /// Sends an alert; again with the same key it has the first answer.
    ///
    /// @return its id
    public String send(String idempotencyKey, JsonNode alert) {
        return Json.send(
                        http,
                        request("/v1/alerts")
                                .header("Content-Type", "application/json")
                                .header("Idempotency-Key", idempotencyKey)
                                .POST(BodyPublishers.ofString(alert.toString())))
                .path("alertId")
                .asText();
    }

    /// Replaces the alert policy; what it does not say is as usual.
    public void policy(JsonNode policy) throws IOException, InterruptedException {
        var now = http.send(request("/v1/policy").build(), BodyHandlers.discarding());
        Json.send(
                http,
                request("/v1/policy")
                        .header("Content-Type", "application/json")
                        .header("If-Match", now.headers().firstValue("ETag").orElseThrow())
                        .PUT(BodyPublishers.ofString(policy.toString())));
    }

    public void stop(String alertId) {
        Json.send(http, request("/v1/alerts/" + alertId + "/stop").POST(BodyPublishers.noBody()));
    }

    /// Newest first.
    public List<JsonNode> alerts() {
        return Json.send(http, request("/v1/alerts")).valueStream().toList();
    }

    public JsonNode get(String path) {
        return Json.send(http, request(path));
    }

    /// Sends a file of any size and waits, however long it takes.
    public Received upload(String method, String path, Path file) throws IOException, InterruptedException {
        return receive(
                request(path).header("Content-Type", NDJSON).method(method, BodyPublishers.ofFile(file)),
                BodyHandlers.ofString());
    }

    /// Receives a file of any size.
    public Received download(String path, Path file) throws IOException, InterruptedException {
        return receive(request(path), BodyHandlers.ofFile(file));
    }

    public String apiKey() {
        return apiKey;
    }

    private Received receive(HttpRequest.Builder request, BodyHandler<?> body)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        var answer = http.send(request.build(), body);
        if (answer.statusCode() != OK) {
            throw new AssertionError(answer + ": " + answer.body());
        }
        return new Received(String.valueOf(answer.body()), Duration.ofNanos(System.nanoTime() - begin));
    }

    private void put(String path, JsonNode body) {
        Json.send(
                http,
                request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body.toString())));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).header("Authorization", "Bearer " + apiKey);
    }

    /// @param acceptedAt when the 202 was here
    public record Published(Instant sentAt, Instant acceptedAt) {}

    /// @param body what was answered, or the file that has it
    public record Received(String body, Duration took) {}
}
