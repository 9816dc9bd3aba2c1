package io.newsbell.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.newsbell.ingest.ArticleContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Articles of which people have said what story they belong to: one JSON object a line, in the order of arrival.
///
/// `{"story": "quake", "headline": "…", "body": "…", "language": "en", "at": "2026-03-01T10:00:00Z"}`; the last two
/// may be missing, and are then English and ten minutes after the line before.
record LabelledArticles(List<Labelled> articles) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant START = Instant.parse("2026-03-01T06:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(10);

    static LabelledArticles read(Path file) throws IOException {
        var articles = new ArrayList<Labelled>();
        var at = START;
        for (var line : Files.readAllLines(file)) {
            if (!line.isBlank()) {
                var json = JSON.readTree(line);
                at = Optional.ofNullable(json.get("at"))
                        .map(time -> Instant.parse(time.asText()))
                        .orElse(at.plus(STEP));
                articles.add(new Labelled(json.path("story").asText(), at, content(json)));
            }
        }
        return new LabelledArticles(List.copyOf(articles));
    }

    private static ArticleContent content(JsonNode json) {
        return new ArticleContent(
                json.path("headline").asText(),
                json.path("summary").asText(""),
                json.path("body").asText(""),
                json.path("language").asText("en"),
                null,
                null,
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                null);
    }

    record Labelled(String story, Instant at, ArticleContent content) {}
}
