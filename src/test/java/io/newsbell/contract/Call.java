package io.newsbell.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A request that may be changed in any way before it is sent. Values of the address are encoded when it is written
/// out; a raw one, which begins with RAW, goes out as it is.
public record Call(
        Operation operation,
        Map<String, String> path,
        Map<String, String> query,
        Map<String, String> headers,
        byte @Nullable [] body) {
    /// A character that no test puts into an address otherwise.
    public static final String RAW = "\uE000";

    private static final ObjectMapper JSON = new ObjectMapper();

    static Call of(Operation operation) {
        return new Call(operation, Map.of(), Map.of(), Map.of(), null);
    }

    Call at(String name, String value) {
        return new Call(operation, with(path, name, value), query, headers, body);
    }

    Call asking(String name, String value) {
        return new Call(operation, path, with(query, name, value), headers, body);
    }

    public Call header(String name, String value) {
        return new Call(operation, path, query, with(headers, name, value), body);
    }

    public Call without(String header) {
        var fewer = new LinkedHashMap<>(headers);
        fewer.remove(header);
        return new Call(operation, path, query, fewer, body);
    }

    public Call as(String secret) {
        return header("Authorization", "Bearer " + secret);
    }

    Call body(Object json) {
        try {
            return bytes("application/json", JSON.writeValueAsBytes(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public Call bytes(String mediaType, byte[] bytes) {
        return new Call(operation, path, query, with(headers, "Content-Type", mediaType), bytes);
    }

    /// The same with another id in the address, where it has one of that name, and in the body.
    public Call naming(String id, String other) {
        var moved = new LinkedHashMap<String, String>();
        path.forEach((name, value) -> moved.put(name, value.equals(id) ? other : value));
        return new Call(operation, moved, query, headers, replaced(id, other));
    }

    private byte @Nullable [] replaced(String id, String other) {
        return Optional.ofNullable(body)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8)
                        .replace(id, other)
                        .getBytes(StandardCharsets.UTF_8))
                .orElse(null);
    }

    /// Path and query as they go out.
    public String target() {
        var target = operation.path();
        for (var entry : path.entrySet()) {
            target = target.replace("{" + entry.getKey() + "}", encoded(entry.getValue()));
        }
        return query.isEmpty()
                ? target
                : target
                        + query.entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                                .collect(Collectors.joining("&", "?", ""));
    }

    private static String encoded(String value) {
        return value.startsWith(RAW)
                ? value.substring(RAW.length())
                : URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Map<String, String> with(Map<String, String> map, String name, String value) {
        var more = new LinkedHashMap<>(map);
        more.put(name, value);
        return more;
    }
}
