package io.newsbell.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The articles in `demo/articles`. None has a tag: what they are about is in their words.
@Singleton
class Samples {
    private static final Map<String, String> NOTES = notes();

    private final ObjectMapper json;
    private final Map<String, ObjectNode> documents = new LinkedHashMap<>();

    Samples(ObjectMapper json) {
        this.json = json;
        NOTES.keySet().forEach(id -> documents.put(id, read(id)));
    }

    List<Sample> all() {
        return documents.entrySet().stream()
                .map(sample -> new Sample(
                        sample.getKey(),
                        NOTES.getOrDefault(sample.getKey(), ""),
                        sample.getValue().path("headline").asText(),
                        sample.getValue().path("language").asText()))
                .toList();
    }

    /// The document as a newsroom would send it: it is read on this server's own page of it.
    ///
    /// @param home where this server is reached: a page and a picture must have a whole address
    Optional<JsonNode> document(String id, URI home) {
        return Optional.ofNullable(documents.get(id)).map(document -> {
            var copy = document.deepCopy();
            copy.put("url", home.resolve("/demo/article?sample=" + id).toString());
            if (copy.has("image")) {
                copy.put("image", home.resolve(copy.path("image").asText()).toString());
            }
            return copy;
        });
    }

    private static Map<String, String> notes() {
        var notes = new LinkedHashMap<String, String>();
        notes.put("heat", "City and weather");
        notes.put("quake", "Breaking");
        notes.put("ferry", "A city, a subject");
        notes.put("wind", "Two kinds of reader");
        notes.put("rain", "In Hindi");
        notes.put("solar", "In Arabic");
        notes.put("markets", "Not worth a ring");
        notes.put("chair", "Matches nothing");
        return notes;
    }

    private ObjectNode read(String id) {
        try (var file = Samples.class.getResourceAsStream("/demo/articles/" + id + ".json")) {
            return (ObjectNode) json.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The sample article " + id + " cannot be read", e);
        }
    }
}
