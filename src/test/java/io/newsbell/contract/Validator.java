package io.newsbell.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.newsbell.contract.Wire.Answer;
import io.newsbell.problem.ErrorCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Holds answers against the contract.
final class Validator {
    private static final String PROBLEM = "application/problem+json";

    private final JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private final SchemaValidatorsConfig config =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    private final Map<String, JsonSchema> schemas = new HashMap<>();
    private final JsonNode components;

    Validator(Contract contract) {
        components = closed(contract.document().get("components").deepCopy());
    }

    /// What of the answer the contract does not say.
    List<String> faults(Operation operation, Answer answer) {
        var faults = new ArrayList<String>();
        if (answer.status() >= 500) {
            faults.add("it failed");
        }
        if (!operation.statuses().contains(Integer.toString(answer.status()))) {
            faults.add("no such status is documented");
            return faults;
        }
        var contents = operation.response(answer.status()).path("content");
        if (contents.isEmpty()) {
            if (!answer.body().isEmpty()) {
                faults.add("no body is documented");
            }
            return faults;
        }
        var mediaType = answer.contentType().replaceFirst(";.*", "");
        if (!contents.has(mediaType)) {
            faults.add("no such media type is documented: " + mediaType);
            return faults;
        }
        var schema = schemas.computeIfAbsent(
                operation.id() + answer.status(),
                _ -> schema(contents.path(mediaType).path("schema")));
        documents(mediaType, answer)
                .flatMap(document -> schema.validate(document).stream())
                .map(ValidationMessage::getMessage)
                .distinct()
                .forEach(faults::add);
        if (answer.isError()) {
            errorFaults(mediaType, answer, faults);
        }
        return faults;
    }

    private static void errorFaults(String mediaType, Answer answer, List<String> faults) {
        if (!mediaType.equals(PROBLEM)) {
            faults.add("an error is " + PROBLEM);
            return;
        }
        var known = Stream.of(ErrorCode.values())
                .anyMatch(code -> code.code().equals(answer.code()) && code.status() == answer.status());
        if (!known || answer.json().path("status").asInt() != answer.status()) {
            faults.add("no ErrorCode of that status");
        }
    }

    private static Stream<JsonNode> documents(String mediaType, Answer answer) {
        return mediaType.equals("application/x-ndjson")
                ? answer.body().lines().map(line -> new Answer(200, "", line).json())
                : Stream.of(answer.json());
    }

    private JsonSchema schema(JsonNode schema) {
        var root = JsonNodeFactory.instance.objectNode();
        root.setAll((ObjectNode) schema.deepCopy());
        root.set("components", components);
        return factory.getSchema(root, config);
    }

    /// A property that is not documented is a fault too, though JSON Schema does not mind.
    private static JsonNode closed(JsonNode components) {
        components.path("schemas").forEach(schema -> {
            if (schema instanceof ObjectNode object
                    && object.has("properties")
                    && !object.has("additionalProperties")) {
                object.put("additionalProperties", false);
            }
        });
        return components;
    }
}
