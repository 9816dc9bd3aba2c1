package io.newsbell.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.newsbell.process.SandboxProcess;
import io.newsbell.process.SandboxProcess.Arrival;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What every phone was sent, in the order in which the sandbox accepted it. Read while it goes on, because the
/// sandbox remembers only so much.
final class Heard {
    private final SandboxProcess sandbox;
    private final Map<String, Map<String, List<Ring>>> byAlert = new ConcurrentHashMap<>();

    /// Phones of one platform and address kind get the same words: each is kept once.
    private final Map<JsonNode, JsonNode> contents = new HashMap<>();

    private long cursor;

    Heard(SandboxProcess sandbox) {
        this.sandbox = sandbox;
    }

    /// @return whether there was anything new
    synchronized boolean listen() {
        long before = cursor;
        for (var page = sandbox.arrivals(cursor); !page.isEmpty(); page = sandbox.arrivals(cursor)) {
            page.forEach(this::take);
            cursor = page.getLast().seq();
        }
        return cursor > before;
    }

    private void take(Arrival arrival) {
        var content = (ObjectNode) arrival.message();
        content.remove(List.of("token", "fid"));
        byAlert.computeIfAbsent(content.at("/data/alertId").asText(), _ -> new HashMap<>())
                .computeIfAbsent(arrival.token(), _ -> new ArrayList<>(1))
                .add(new Ring(arrival.at(), contents.computeIfAbsent(content, same -> same)));
    }

    /// What was heard of an alert, by address.
    Map<String, List<Ring>> of(String alert) {
        return byAlert.getOrDefault(alert, Map.of());
    }

    Map<String, Map<String, List<Ring>>> all() {
        return byAlert;
    }

    /// @param content the message without the address
    record Ring(Instant at, JsonNode content) {}
}
