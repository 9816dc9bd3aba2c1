package io.newsbell.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The OpenAPI document as the server under test gives it out.
public record Contract(JsonNode document) {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");

    public static Contract served() {
        try {
            return new Contract(new ObjectMapper()
                    .readTree(RestAssured.get("/q/openapi?format=json").asByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        document.get("paths")
                .forEachEntry((path, item) -> item.forEachEntry((method, operation) -> {
                    if (METHODS.contains(method)) {
                        operations.add(new Operation(this, method.toUpperCase(Locale.ROOT), path, operation));
                    }
                }));
        return operations;
    }

    /// The methods that there are, by path: also those of another path whose parameter may have that value.
    public SortedMap<String, Set<String>> methods() {
        var methods = new TreeMap<String, Set<String>>();
        for (var operation : operations()) {
            var same = operation.path().replaceAll("\\{[^}]*}", "[^/]+");
            for (var other : operations()) {
                if (other.path().matches(same)) {
                    methods.computeIfAbsent(other.path(), _ -> new TreeSet<>()).add(operation.method());
                }
            }
        }
        return methods;
    }

    /// The node itself, or what its `$ref` points to.
    public JsonNode resolved(JsonNode node) {
        var at = node;
        while (at.has("$ref")) {
            at = document.at(at.get("$ref").asText().substring(1));
        }
        return at;
    }
}
