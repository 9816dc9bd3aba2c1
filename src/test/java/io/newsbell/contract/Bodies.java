package io.newsbell.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Makes bodies that a schema allows, and spoils them.
final class Bodies {
    /// Text that has broken servers before: nothing, far too much, what cannot be stored, what is not what it looks
    /// like.
    static final List<String> ODD_TEXTS = List.of(
            "",
            " ",
            "\u0000",
            "a\u0000b",
            "\u0001\u001b[31m\u007f\u0085",
            "\ud800",
            "x\udc00y",
            "\u202eright to left",
            "مرحبا بالعالم",
            "जलवायु परिवर्तन",
            "👩‍👩‍👧‍👦🏳️‍🌈",
            "\ufeff\ufffe\uffff",
            "İıſK",
            "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!",
            "'; DROP TABLE device; --",
            "<script>alert(1)</script>",
            "${jndi:ldap://x}",
            "{{7*7}}",
            "%s%n%d",
            "../../etc/passwd",
            "keyword:",
            "keyword:\u0000",
            "keyword:a b c d e f g",
            "story:",
            "story:-1",
            "story:99999999999999999999",
            "null",
            "true",
            "-0",
            "1e400",
            "9223372036854775808",
            "2026-02-30T25:61:61Z",
            "+999999999-12-31T23:59:59.999999999Z",
            "-999999999-01-01T00:00:00Z",
            "0000-00-00T00:00:00Z",
            "2026-11-24T07:30:00+05:30",
            "1970-01-01T00:00:00Z",
            "294277-01-01T00:00:00Z",
            "P1000000000D",
            "PT-1S",
            "Mars/Olympus",
            "GMT+25:00",
            "SystemV/PST8",
            "x-private",
            "en-u-ca-buddhist",
            "00000000-0000-0000-0000-000000000000",
            "1-1-1-1-1",
            "https://x/\u0000",
            "*",
            "a".repeat(70),
            "é".repeat(300),
            "x".repeat(10_001),
            "𝒳".repeat(5_000));

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Contract contract;
    private final Random random;

    Bodies(Contract contract, Random random) {
        this.contract = contract;
        this.random = random;
    }

    String oddText() {
        return pick(ODD_TEXTS);
    }

    /// What the schema allows, as far as it says so; often its example.
    JsonNode valid(JsonNode schema) {
        var node = contract.resolved(schema);
        var examples = node.path("examples");
        if (!examples.isEmpty() && !isPicture(examples) && random.nextInt(4) > 0) {
            return examples.get(random.nextInt(examples.size()));
        }
        if (node.has("enum")) {
            return pick(list(node.get("enum")));
        }
        if (node.has("anyOf")) {
            return valid(pick(list(node.get("anyOf"))));
        }
        return switch (type(node)) {
            case "object" -> object(node);
            case "array" -> array(node);
            case "integer" -> JSON.numberNode(number(node));
            case "number" -> JSON.numberNode(random.nextDouble() * 100);
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "null" -> JSON.nullNode();
            default -> JSON.textNode(text(node));
        };
    }

    /// The demo's page would load it from nowhere, and its browser test hears of that.
    private static boolean isPicture(JsonNode examples) {
        return examples.path(0).asText().endsWith(".jpg");
    }

    /// The body with one to three things wrong, written as bytes.
    byte[] spoiled(JsonNode valid) {
        return switch (random.nextInt(12)) {
            case 0 -> raw();
            case 1 -> broken(write(valid));
            case 2 -> doubled(valid);
            default -> {
                var spoiled = valid;
                for (int times = random.nextInt(3); times >= 0; times--) {
                    spoiled = changed(spoiled);
                }
                yield write(spoiled);
            }
        };
    }

    static byte[] write(JsonNode node) {
        try {
            // Half a surrogate pair has no bytes in UTF-8, but an escape in JSON.
            return MAPPER.writer()
                    .with(com.fasterxml.jackson.core.json.JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature())
                    .writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private JsonNode changed(JsonNode node) {
        var inside = random.nextInt(3) > 0;
        return switch (node) {
            case ObjectNode object
            when inside && !object.isEmpty() -> {
                var copy = object.deepCopy();
                var name = pick(names(object));
                switch (random.nextInt(6)) {
                    case 0 -> copy.remove(name);
                    case 1 -> copy.set(oddText(), oddValue());
                    case 2 -> copy.set(name, oddValue());
                    default -> copy.set(name, changed(copy.get(name)));
                }
                yield copy;
            }
            case ArrayNode array
            when inside && !array.isEmpty() -> {
                var copy = array.deepCopy();
                var index = random.nextInt(copy.size());
                switch (random.nextInt(4)) {
                    case 0 -> IntStream.range(0, 600).forEach(_ -> copy.add(copy.get(index)));
                    case 1 -> copy.add(oddValue());
                    default -> copy.set(index, changed(copy.get(index)));
                }
                yield copy;
            }
            default -> node.isTextual() && random.nextBoolean() ? JSON.textNode(oddText()) : oddValue();
        };
    }

    private JsonNode oddValue() {
        return switch (random.nextInt(12)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.numberNode(random.nextInt());
            case 2 ->
                JSON.numberNode(BigInteger.TEN.pow(1 + random.nextInt(300)).negate());
            case 3 -> JSON.numberNode(1e308 * (random.nextBoolean() ? 1 : -1));
            case 4 -> JSON.booleanNode(random.nextBoolean());
            case 5 -> JSON.arrayNode();
            case 6 -> JSON.objectNode();
            case 7 -> JSON.arrayNode().add(JSON.objectNode().set(oddText(), JSON.nullNode()));
            default -> JSON.textNode(oddText());
        };
    }

    private byte[] raw() {
        return switch (random.nextInt(12)) {
            case 0 -> new byte[0];
            case 1 -> bytes("null");
            case 2 -> bytes("[".repeat(5_000) + "]".repeat(5_000));
            case 3 -> bytes("{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000));
            case 4 -> new byte[] {(byte) 0xff, (byte) 0xfe, 0x7b, 0x00, 0x7d, 0x00};
            case 5 -> new byte[] {0x7b, 0x22, (byte) 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d};
            case 6 -> bytes("{}{}");
            case 7 -> bytes("\ufeff{}");
            case 8 -> bytes("\"" + "x".repeat(100_000) + "\"");
            case 9 -> bytes("1" + "0".repeat(2_000));
            case 10 -> bytes("{\"a\": NaN, 'b': /* c */ Infinity}");
            default -> randomBytes();
        };
    }

    private byte[] randomBytes() {
        var bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] broken(byte[] body) {
        var cut = body.length == 0 ? 0 : random.nextInt(body.length);
        return random.nextBoolean()
                ? java.util.Arrays.copyOf(body, cut)
                : bytes(new String(body, StandardCharsets.UTF_8)
                        .replaceFirst("[:,]", pick(List.of(";", "", ",,", "\u0000"))));
    }

    private byte[] doubled(JsonNode valid) {
        var text = new String(write(valid), StandardCharsets.UTF_8);
        return bytes(
                valid.isObject() && !valid.isEmpty()
                        ? text.substring(0, text.length() - 1) + "," + text.substring(1)
                        : text + text);
    }

    private ObjectNode object(JsonNode schema) {
        var object = JSON.objectNode();
        var required =
                list(schema.path("required")).stream().map(JsonNode::asText).collect(Collectors.toSet());
        schema.path("properties").forEachEntry((name, property) -> {
            if (required.contains(name) || random.nextInt(3) == 0) {
                object.set(name, valid(property));
            }
        });
        return object;
    }

    private ArrayNode array(JsonNode schema) {
        var array = JSON.arrayNode();
        var count = schema.path("minItems").asInt(0) + random.nextInt(4);
        IntStream.range(0, count).forEach(_ -> array.add(valid(schema.path("items"))));
        return array;
    }

    private long number(JsonNode schema) {
        var least = schema.path("minimum").asLong(0);
        var most = schema.path("maximum").asLong(least + 1_000);
        return random.nextLong(least, most + 1);
    }

    private String text(JsonNode schema) {
        return switch (schema.path("format").asText()) {
            case "uuid" -> new UUID(random.nextLong(), random.nextLong()).toString();
            case "date-time" ->
                java.time.Instant.now().plusSeconds(random.nextInt(40_000_000)).toString();
            case "duration" -> "PT" + random.nextInt(100) + "M";
            default -> {
                var length =
                        1 + random.nextInt(Math.min(schema.path("maxLength").asInt(30), 30));
                yield random.ints(length, 'a', 'z' + 1)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining());
            }
        };
    }

    private static String type(JsonNode schema) {
        var type = schema.path("type");
        return type.isArray() ? type.get(0).asText() : type.asText();
    }

    private static List<String> names(ObjectNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<JsonNode> list(JsonNode array) {
        var list = new ArrayList<JsonNode>();
        array.forEach(list::add);
        return list;
    }

    <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
