package io.newsbell.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// A message that the sandbox accepted: the phone rang. Kept as the bytes that came, parsed when somebody looks.
public final class SandboxMessage {
    private static final JsonMapper JSON = new JsonMapper();

    private final long seq;
    private final long previous;
    private final Instant receivedAt;
    private final Target target;
    private final String name;
    private final String httpVersion;
    private final byte[] request;

    SandboxMessage(
            long seq,
            long previous,
            Instant receivedAt,
            Target target,
            String name,
            String httpVersion,
            byte[] request) {
        this.seq = seq;
        this.previous = previous;
        this.receivedAt = receivedAt;
        this.target = target;
        this.name = name;
        this.httpVersion = httpVersion;
        this.request = request;
    }

    /// Its place in the order of acceptance, from 1; the cursor of every reader.
    public long seq() {
        return seq;
    }

    /// The message before it to the same target, or 0.
    long previous() {
        return previous;
    }

    public Instant receivedAt() {
        return receivedAt;
    }

    public Target target() {
        return target;
    }

    /// What the sender was told: `projects/newsbell-sandbox/messages/0:1790000000000000%000000000000002a`.
    public String name() {
        return name;
    }

    /// `HTTP/2` or `HTTP/1.1`.
    public String httpVersion() {
        return httpVersion;
    }

    /// The message as sent, in whichever of the two spellings the sender chose: read it through [#at].
    public JsonNode message() {
        try {
            return JSON.readTree(request).path("message");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The value at a path of camelCase names, found also where the sender wrote snake_case.
    static JsonNode at(JsonNode message, List<String> path) {
        JsonNode here = message;
        for (String name : path) {
            here = here.has(name) ? here.path(name) : here.path(snakeCase(name));
        }
        return here;
    }

    @Override
    public String toString() {
        return "#" + seq + " to " + target;
    }

    private static String snakeCase(String camel) {
        return camel.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
