package io.newsbell.feed;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.newsbell.feed.ReadFeed.Refused;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads JSON Feed as it comes, so that what stands before a fault is kept. <https://www.jsonfeed.org/version/1.1/>
final class JsonFeed {
    private static final JsonMapper JSON = new JsonMapper();

    private final ObjectNode head = JsonNodeFactory.instance.objectNode();
    private final List<FeedItem> items = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();

    private JsonFeed() {}

    static ReadFeed read(byte[] body) throws FeedTrouble {
        return new JsonFeed().readAll(body);
    }

    private ReadFeed readAll(byte[] body) throws FeedTrouble {
        try (var parser = JSON.createParser(body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var name = parser.currentName();
                if (parser.nextToken() == JsonToken.START_ARRAY && name.equals("items")) {
                    items(parser);
                } else {
                    head.set(name, JSON.readTree(parser));
                }
            }
        } catch (IOException e) {
            var sentence = "The document breaks off: " + sentence(e);
            if (items.isEmpty()) {
                throw new FeedTrouble(FeedFault.MALFORMED, sentence);
            }
            refused.add(new Refused("all after item " + (items.size() + refused.size()), sentence));
        }
        if (items.isEmpty() && !head.path("version").asText().contains("jsonfeed.org/version/")) {
            throw new FeedTrouble(FeedFault.NOT_A_FEED, "It is JSON without the version of JSON Feed.");
        }
        return new ReadFeed(
                items,
                refused,
                text(head, "language"),
                Optional.empty(),
                head.path("hubs")
                        .valueStream()
                        .filter(hub -> hub.path("type").asText().equalsIgnoreCase("WebSub"))
                        .flatMap(hub -> text(hub, "url").stream())
                        .findFirst(),
                text(head, "feed_url"));
    }

    private void items(JsonParser parser) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonNode item = JSON.readTree(parser);
            if (items.size() + refused.size() >= ReadFeed.MOST_ITEMS) {
                if (items.size() + refused.size() == ReadFeed.MOST_ITEMS) {
                    refused.add(ReadFeed.more());
                }
            } else if (item.isObject()) {
                items.add(item(item));
            } else {
                refused.add(new Refused("item " + (items.size() + refused.size() + 1), "It is not an object."));
            }
        }
    }

    private static FeedItem item(JsonNode item) {
        return new FeedItem(
                text(item, "id").orElse(null),
                text(item, "title").orElse(null),
                text(item, "summary").orElse(null),
                text(item, "content_html").or(() -> text(item, "content_text")).orElse(null),
                text(item, "url").or(() -> text(item, "external_url")).orElse(null),
                text(item, "image").or(() -> text(item, "banner_image")).orElse(null),
                text(item, "language").orElse(null),
                text(item, "date_published")
                        .or(() -> text(item, "date_modified"))
                        .map(JsonFeed::instant)
                        .orElse(null),
                item.path("tags")
                        .valueStream()
                        .map(JsonNode::asText)
                        .filter(tag -> !tag.isBlank())
                        .toList(),
                Stream.concat(item.path("authors").valueStream(), Stream.of(item.path("author")))
                        .flatMap(author -> text(author, "name").stream())
                        .distinct()
                        .toList());
    }

    private static @Nullable Instant instant(String time) {
        try {
            return OffsetDateTime.parse(time.strip()).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static Optional<String> text(JsonNode object, String name) {
        return Optional.of(object.path(name))
                .filter(JsonNode::isValueNode)
                .filter(value -> !value.isNull())
                .map(value -> value.asText().strip())
                .filter(text -> !text.isEmpty());
    }

    private static String sentence(IOException e) {
        return e instanceof JsonProcessingException json
                ? "%s (line %d)."
                        .formatted(
                                json.getOriginalMessage(),
                                json.getLocation() == null
                                        ? 0
                                        : json.getLocation().getLineNr())
                : e.getClass().getSimpleName();
    }
}
