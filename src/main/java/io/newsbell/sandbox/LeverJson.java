package io.newsbell.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.newsbell.sandbox.Levers.Armed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Levers on the wire: `{"lever":"unavailable","share":0.1,"times":5,"retryAfter":30,"delayMs":20}`, or a list of
/// such. Nothing unknown is passed over: a lever that does not act makes a test pass for the wrong reason.
final class LeverJson {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> KNOWN =
            Set.of("lever", "share", "times", "retryAfter", "delayMs", "afterDelivery", "seen", "taken");

    private LeverJson() {}

    /// @throws IllegalArgumentException with a sentence for the caller
    static Lever[] read(String body) {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This is not JSON: " + e.getOriginalMessage(), e);
        }
        List<JsonNode> each = root.isArray() ? root.valueStream().toList() : List.of(root);
        return each.stream().map(LeverJson::lever).toArray(Lever[]::new);
    }

    static ObjectNode write(Levers levers) {
        ObjectNode root = JSON.createObjectNode();
        root.set("everyone", write(levers.everyone()));
        ObjectNode tokens = root.putObject("tokens");
        for (Map.Entry<String, List<Armed>> entry : new TreeMap<>(levers.byTarget()).entrySet()) {
            tokens.set(entry.getKey(), write(entry.getValue()));
        }
        return root;
    }

    private static Lever lever(JsonNode json) {
        if (!json.isObject()) {
            throw new IllegalArgumentException("A lever is an object such as {\"lever\":\"unavailable\"}.");
        }
        json.fieldNames().forEachRemaining(name -> {
            if (!KNOWN.contains(name)) {
                throw new IllegalArgumentException("A lever has no \"" + name + "\".");
            }
        });
        String name = json.path("lever").asText();
        Lever lever = Lever.of(Lever.Kind.named(name)
                .orElseThrow(() -> new IllegalArgumentException("There is no lever \"" + name + "\".")));
        if (json.has("share")) {
            lever = lever.share(number(json, "share").doubleValue());
        }
        if (json.has("times")) {
            lever = lever.times(whole(json, "times"));
        }
        if (json.has("delayMs")) {
            lever = lever.delay(Duration.ofMillis(whole(json, "delayMs")));
        }
        if (json.has("retryAfter")) {
            lever = lever.retryAfter(Duration.ofSeconds(whole(json, "retryAfter")));
        }
        if (json.has("afterDelivery")) {
            if (!json.path("afterDelivery").isBoolean()) {
                throw new IllegalArgumentException("\"afterDelivery\" is true or false.");
            }
            lever = lever.afterDelivery(json.path("afterDelivery").booleanValue());
        }
        return lever;
    }

    private static JsonNode number(JsonNode json, String name) {
        JsonNode value = json.path(name);
        if (!value.isNumber()) {
            throw new IllegalArgumentException("\"" + name + "\" is a number.");
        }
        return value;
    }

    private static long whole(JsonNode json, String name) {
        JsonNode value = number(json, name);
        if (!value.isIntegralNumber()) {
            throw new IllegalArgumentException("\"" + name + "\" is a whole number.");
        }
        return value.longValue();
    }

    private static ArrayNode write(List<Armed> levers) {
        ArrayNode list = JSON.createArrayNode();
        for (Armed armed : levers) {
            Lever lever = armed.lever();
            ObjectNode each = list.addObject().put("lever", lever.kind().wireName());
            if (lever.share() < 1) {
                each.put("share", lever.share());
            }
            if (lever.times() < Long.MAX_VALUE) {
                each.put("times", lever.times());
            }
            Duration retryAfter = lever.retryAfter();
            if (retryAfter != null) {
                each.put("retryAfter", retryAfter.toSeconds());
            }
            if (!lever.delay().isZero()) {
                each.put("delayMs", lever.delay().toMillis());
            }
            if (lever.afterDelivery()) {
                each.put("afterDelivery", true);
            }
            each.put("seen", armed.seen()).put("taken", armed.taken());
        }
        return list;
    }
}
