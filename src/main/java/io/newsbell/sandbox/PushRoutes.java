package io.newsbell.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.newsbell.sandbox.PushSubscriptions.Lever;
import io.newsbell.sandbox.PushSubscriptions.Pulled;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/// What stands in for a browser reads and sets: `/sandbox/push…`. It subscribes, and takes what was pushed,
/// encrypted.
final class PushRoutes {
    private static final JsonMapper JSON = new JsonMapper();

    private final Sandbox sandbox;

    PushRoutes(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    void mount(Router router) {
        router.post("/sandbox/push").handler(call -> SandboxRoutes.withBody(call, body -> subscribe(call, body)));
        router.get("/sandbox/push/messages").handler(this::messages);
        router.put("/sandbox/push/levers").handler(call -> SandboxRoutes.withBody(call, body -> pull(call, body)));
        router.delete("/sandbox/push/levers").handler(call -> {
            id(call).ifPresent(id -> sandbox.pushes().pull(id, null));
            SandboxRoutes.noContent(call);
        });
    }

    private void subscribe(RoutingContext call, String body) {
        var key = read(body).path("applicationServerKey").asText();
        if (!key.matches("[\\w-]{87}")) {
            SandboxRoutes.problem(
                    call, 400, "invalid_body", "Send {\"applicationServerKey\":\"B…\"}: a subscription has one.");
            return;
        }
        SandboxRoutes.ok(
                call,
                JSON.createObjectNode()
                        .put(
                                "endpoint",
                                sandbox.endpoint()
                                        + PushEndpoint.PATH
                                        + sandbox.pushes().subscribe(key)));
    }

    private void messages(RoutingContext call) {
        var id = id(call);
        if (id.isEmpty()) {
            SandboxRoutes.problem(call, 404, "not_found", "Give the endpoint of a subscription.");
            return;
        }
        var page = JSON.createObjectNode();
        var list = page.putArray("messages");
        for (var message : sandbox.pushes().messages(id.get())) {
            list.addObject()
                    .put("id", message.id())
                    .put("ttl", message.ttl())
                    .put("urgency", message.urgency())
                    .put("topic", message.topic())
                    .put("body", Base64.getUrlEncoder().withoutPadding().encodeToString(message.body()))
                    .put("at", message.at().toString());
        }
        SandboxRoutes.ok(call, page);
    }

    /// {"lever":"busy","retryAfter":2}
    private void pull(RoutingContext call, String body) {
        var json = read(body);
        var name = json.path("lever").asText().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
        var lever = Arrays.stream(Lever.values())
                .filter(each -> each.name().equals(name))
                .findFirst();
        var id = id(call);
        if (lever.isEmpty() || id.isEmpty()) {
            SandboxRoutes.problem(
                    call,
                    400,
                    "invalid_lever",
                    "Give an endpoint that exists, and one of gone, notFound, tooLarge, busy, unavailable, forbidden.");
            return;
        }
        sandbox.pushes()
                .pull(
                        id.get(),
                        new Pulled(
                                lever.get(),
                                Duration.ofSeconds(json.path("retryAfter").asLong())));
        SandboxRoutes.noContent(call);
    }

    /// Of the query's endpoint.
    private Optional<String> id(RoutingContext call) {
        var start = sandbox.endpoint() + PushEndpoint.PATH;
        return Optional.ofNullable(call.queryParams().get("endpoint"))
                .filter(endpoint -> endpoint.startsWith(start))
                .map(endpoint -> endpoint.substring(start.length()))
                .filter(id -> sandbox.pushes().find(id).isPresent());
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }
}
