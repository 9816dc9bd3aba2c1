package io.newsbell.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// One operation of the contract.
public record Operation(Contract contract, String method, String path, JsonNode node) {
    public String id() {
        return node.path("operationId").asText();
    }

    public List<JsonNode> parameters() {
        return StreamSupport.stream(node.path("parameters").spliterator(), false)
                .map(contract::resolved)
                .toList();
    }

    public Optional<JsonNode> requestBody() {
        return Optional.ofNullable(node.get("requestBody")).map(contract::resolved);
    }

    public Set<String> statuses() {
        var statuses = new TreeSet<String>();
        node.path("responses").fieldNames().forEachRemaining(statuses::add);
        return statuses;
    }

    public JsonNode response(int status) {
        return contract.resolved(node.path("responses").path(Integer.toString(status)));
    }

    /// The names of the schemes that let a caller in, each once; empty if anyone may call.
    public List<String> schemes() {
        var schemes = new ArrayList<String>();
        node.path("security").forEach(alternative -> alternative.fieldNames().forEachRemaining(schemes::add));
        return schemes.stream().distinct().toList();
    }

    public boolean takes(String scheme) {
        return schemes().contains(scheme);
    }

    /// Whether it can also be called without a credential.
    public boolean isOpen() {
        return node.path("security").isEmpty() || stream(node.path("security")).anyMatch(JsonNode::isEmpty);
    }

    private static Stream<JsonNode> stream(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }

    @Override
    public String toString() {
        return id();
    }
}
