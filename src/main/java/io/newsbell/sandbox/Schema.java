package io.newsbell.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.newsbell.sandbox.Shape.Field;
import io.newsbell.sandbox.Shape.Kind;
import io.newsbell.sandbox.Shape.Part;
import io.newsbell.sandbox.Shape.Watch;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Compiles Google's own description of the API (`fcm-v1-discovery.json`, as published at
/// `https://fcm.googleapis.com/$discovery/rest?version=v1`) into a [Shape]. To follow Google, replace the
/// file: a format this class does not know stops the start, not a message.
final class Schema {
    private static final String FILE = "fcm-v1-discovery.json";
    private static final String TYPES = "type.googleapis.com/google.firebase.fcm.v1.";

    private static final Map<String, Part> PARTS = Map.of(
            "message.notification", Part.NOTIFICATION,
            "message.data", Part.DATA,
            "message.android.notification", Part.ANDROID_NOTIFICATION,
            "message.android.data", Part.ANDROID_DATA,
            "message.apns.payload", Part.APNS_PAYLOAD,
            "message.webpush.notification", Part.WEB_NOTIFICATION,
            "message.webpush.data", Part.WEB_DATA);

    private static final Map<String, Watch> WATCHED = Map.ofEntries(
            Map.entry("validate_only", Watch.VALIDATE_ONLY),
            Map.entry("message.token", Watch.TOKEN),
            Map.entry("message.fid", Watch.INSTALLATION),
            Map.entry("message.topic", Watch.TOPIC),
            Map.entry("message.condition", Watch.CONDITION),
            Map.entry("message.data", Watch.DATA),
            Map.entry("message.fcm_options.analytics_label", Watch.LABEL),
            Map.entry("message.android.ttl", Watch.TTL),
            Map.entry("message.android.data", Watch.DATA),
            Map.entry("message.android.notification.color", Watch.COLOR),
            Map.entry("message.android.fcm_options.analytics_label", Watch.LABEL),
            Map.entry("message.apns.headers", Watch.APNS_HEADERS),
            Map.entry("message.apns.payload", Watch.APNS_PAYLOAD),
            Map.entry("message.apns.fcm_options.analytics_label", Watch.LABEL),
            Map.entry("message.webpush.headers", Watch.WEB_HEADERS),
            Map.entry("message.webpush.data", Watch.DATA),
            Map.entry("message.webpush.fcm_options.link", Watch.LINK),
            Map.entry("message.webpush.fcm_options.analytics_label", Watch.LABEL));

    private final JsonNode schemas;

    private Schema(JsonNode schemas) {
        this.schemas = schemas;
    }

    static Shape.Fields ofSendRequest() {
        try (InputStream file = Schema.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing from the class path");
            }
            JsonNode schemas = new ObjectMapper().readTree(file).path("schemas");
            addInstallation((ObjectNode) schemas.path("Message").path("properties"));
            return new Schema(schemas).fields("SendMessageRequest", "", Part.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The Admin SDKs already send `fid` (Firebase Installation ID) while revision 20260306 of the file
    /// does not list it.
    private static void addInstallation(ObjectNode message) {
        if (!message.has("fid")) {
            message.putObject("fid").put("type", "string");
        }
    }

    private Shape.Fields fields(String type, String path, Part part) {
        Map<String, Field> byName = new HashMap<>();
        for (Map.Entry<String, JsonNode> property :
                schemas.path(type).path("properties").properties()) {
            String camel = property.getKey();
            String snake = snakeCase(camel);
            String here = path.isEmpty() ? snake : path + "." + snake;
            Part own = PARTS.getOrDefault(here, part);
            Shape shape = shape(property.getValue(), type + "." + camel, here, own);
            Field field = new Field(snake, here, shape, own, WATCHED.getOrDefault(here, Watch.NOTHING));
            byName.put(camel, field);
            byName.put(snake, field);
        }
        if (byName.isEmpty()) {
            throw new IllegalStateException(FILE + " describes no " + type);
        }
        return new Shape.Fields(TYPES + type, Map.copyOf(byName));
    }

    private Shape shape(JsonNode described, String name, String path, Part part) {
        if (described.has("$ref")) {
            return fields(described.path("$ref").asText(), path, part);
        }
        return switch (described.path("type").asText()) {
            case "array" -> new Shape.Items((Shape.Scalar) shape(described.path("items"), name, path, part));
            case "object" ->
                "string"
                                .equals(described
                                        .path("additionalProperties")
                                        .path("type")
                                        .asText())
                        ? new Shape.Texts()
                        : new Shape.Anything();
            default -> scalar(described, name);
        };
    }

    private static Shape.Scalar scalar(JsonNode described, String name) {
        if (described.has("enum")) {
            Set<String> names = new LinkedHashSet<>();
            described.path("enum").forEach(each -> names.add(each.asText()));
            return new Shape.Scalar(Kind.NAME, TYPES + name, names);
        }
        String type = described.path("type").asText();
        String format = described.path("format").asText();
        return switch (type + ":" + format) {
            case "string:" -> new Shape.Scalar(Kind.TEXT, "TYPE_STRING");
            case "boolean:" -> new Shape.Scalar(Kind.FLAG, "TYPE_BOOL");
            case "integer:int32" -> new Shape.Scalar(Kind.INT32, "TYPE_INT32");
            case "number:float" -> new Shape.Scalar(Kind.FLOAT, "TYPE_FLOAT");
            case "string:google-duration" ->
                new Shape.Scalar(Kind.DURATION, "type.googleapis.com/google.protobuf.Duration");
            case "string:google-datetime" ->
                new Shape.Scalar(Kind.TIME, "type.googleapis.com/google.protobuf.Timestamp");
            default ->
                throw new IllegalStateException(FILE + ": " + name + " is a " + type + " of format '" + format
                        + "'; teach Schema what that is");
        };
    }

    private static String snakeCase(String camel) {
        StringBuilder snake = new StringBuilder();
        for (int i = 0; i < camel.length(); i++) {
            char c = camel.charAt(i);
            if (Character.isUpperCase(c)) {
                snake.append('_').append(Character.toLowerCase(c));
            } else {
                snake.append(c);
            }
        }
        return snake.toString();
    }
}
