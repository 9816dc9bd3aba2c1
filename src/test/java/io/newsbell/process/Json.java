package io.newsbell.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

final class Json {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int FIRST_ERROR = 300;

    private Json() {}

    /// @throws AssertionError if the answer is an error
    static JsonNode send(HttpClient http, HttpRequest.Builder request) {
        var built = request.timeout(PATIENCE).build();
        try {
            var answer = http.send(built, BodyHandlers.ofString());
            if (answer.statusCode() >= FIRST_ERROR) {
                throw new AssertionError(built + " was answered " + answer.statusCode() + ": " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
