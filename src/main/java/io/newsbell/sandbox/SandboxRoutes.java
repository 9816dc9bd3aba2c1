package io.newsbell.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What people and tests read and set: `/sandbox/…`. Errors are problem+json with a stable `code`.
final class SandboxRoutes {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST_BODY = 64 * 1024;
    private static final int MOST_MESSAGES = 1_000;

    private final Sandbox sandbox;

    SandboxRoutes(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    void mount(Router router) {
        router.post("/sandbox/tokens").handler(call -> withBody(call, body -> mint(call, body)));
        router.get("/sandbox/messages").handler(this::messages);
        router.delete("/sandbox/messages").handler(call -> {
            sandbox.ledger().clear();
            noContent(call);
        });
        router.get("/sandbox/stats").handler(this::stats);
        router.get("/sandbox/stream").handler(call -> new MessageStream(call, sandbox.ledger()).open());
        router.get("/sandbox/phones/:token").handler(this::phone);
        router.get("/sandbox/levers").handler(call -> ok(call, LeverJson.write(sandbox.levers())));
        router.put("/sandbox/levers")
                .handler(call -> withBody(call, body -> {
                    sandbox.levers().set(LeverJson.read(body));
                    ok(call, LeverJson.write(sandbox.levers()));
                }));
        router.delete("/sandbox/levers").handler(this::clearLevers);
        router.put("/sandbox/levers/:token")
                .handler(call -> withBody(call, body -> {
                    sandbox.levers().set(token(call), LeverJson.read(body));
                    ok(call, LeverJson.write(sandbox.levers()));
                }));
        router.delete("/sandbox/levers/:token").handler(call -> {
            sandbox.levers().clear(token(call));
            noContent(call);
        });
        router.put("/sandbox/delivery-data")
                .handler(call -> withBody(call, body -> {
                    sandbox.deliveryReports().set(DeliveryJson.read(body));
                    noContent(call);
                }));
        router.delete("/sandbox/delivery-data").handler(call -> {
            sandbox.deliveryReports().set(DeliveryReports.Settings.USUAL);
            noContent(call);
        });
        new PushRoutes(sandbox).mount(router);
        router.route("/sandbox/*")
                .handler(call -> problem(
                        call,
                        404,
                        "not_found",
                        "There is no " + call.request().method() + " "
                                + call.request().path()));
    }

    static ObjectNode json(SandboxMessage message) {
        ObjectNode json = JSON.createObjectNode()
                .put("seq", message.seq())
                .put("receivedAt", message.receivedAt().toString())
                .put("kind", message.target().kind().field())
                .put("target", message.target().value())
                .put("name", message.name())
                .put("httpVersion", message.httpVersion());
        json.set("message", message.message());
        return json;
    }

    private void mint(RoutingContext call, String body) {
        String name;
        try {
            JsonNode json = JSON.readTree(body);
            name = json.path("name").asText();
        } catch (JsonProcessingException e) {
            name = "";
        }
        if (name.isEmpty()) {
            problem(call, 400, "invalid_body", "Send {\"name\":\"ana\"}: a phone has a name.");
            return;
        }
        ok(
                call,
                JSON.createObjectNode()
                        .put("token", SandboxTokens.mint(name))
                        .put("installation", SandboxTokens.mintInstallation(name)));
    }

    private static String token(RoutingContext call) {
        return Objects.requireNonNull(call.pathParam("token"));
    }

    private void messages(RoutingContext call) {
        long since;
        int limit;
        try {
            since = Long.parseLong(
                    call.queryParams().contains("since") ? call.queryParams().get("since") : "0");
            limit = Integer.parseInt(
                    call.queryParams().contains("limit") ? call.queryParams().get("limit") : "100");
        } catch (NumberFormatException e) {
            problem(call, 400, "invalid_query", "since and limit are whole numbers.");
            return;
        }
        int most = Math.clamp(limit, 1, MOST_MESSAGES);
        Ledger ledger = sandbox.ledger();
        String token = call.queryParams().get("token");
        List<SandboxMessage> found = token == null
                ? ledger.since(since, most)
                : ledger.messagesTo(token).stream()
                        .filter(message -> message.seq() > since)
                        .limit(most)
                        .toList();
        ObjectNode page = JSON.createObjectNode();
        ArrayNode list = page.putArray("messages");
        found.forEach(message -> list.add(json(message)));
        page.put("next", found.isEmpty() ? since : found.getLast().seq());
        page.put("forgotten", ledger.forgotten());
        ok(call, page);
    }

    private void stats(RoutingContext call) {
        String by = call.queryParams().get("by");
        if (by != null && !by.equals("alert")) {
            problem(call, 400, "invalid_query", "by is alert, or left out.");
            return;
        }
        SandboxStats stats = sandbox.stats();
        ObjectNode json = JSON.createObjectNode()
                .put("calls", stats.calls())
                .put("accepted", stats.accepted())
                .put("validated", stats.validated());
        ObjectNode refused = json.putObject("refused");
        stats.refused().forEach(refused::put);
        json.put("inFlight", stats.inFlight())
                .put("answersLost", stats.answersLost())
                .put("earlyRetries", stats.earlyRetries())
                .put("http2Calls", stats.http2Calls())
                .put("http1Calls", stats.http1Calls())
                .put("accessTokens", stats.accessTokens())
                .put("pushes", sandbox.pushes().accepted());
        json.put("firstAcceptedAt", text(stats.firstAcceptedAt())).put("lastAcceptedAt", text(stats.lastAcceptedAt()));
        if (by != null) {
            ObjectNode alerts = json.putObject("acceptedByAlert");
            sandbox.acceptedByAlert().forEach(alerts::put);
        }
        ok(call, json);
    }

    private void phone(RoutingContext call) {
        String address = token(call);
        PhoneScreen screen;
        String platform = call.queryParams().get("platform");
        if (platform == null) {
            screen = sandbox.phone(address);
        } else {
            var known = PhoneScreen.Platform.named(platform);
            if (known.isEmpty()) {
                problem(call, 400, "unknown_platform", "platform is one of android, ios, web.");
                return;
            }
            screen = PhoneScreen.of(known.get(), sandbox.ledger().messagesToPhone(address));
        }
        ok(call, screen.json().put("token", address));
    }

    private void clearLevers(RoutingContext call) {
        if ("true".equals(call.queryParams().get("all"))) {
            sandbox.levers().clearAll();
        } else {
            sandbox.levers().clear();
        }
        noContent(call);
    }

    /// Reads the body whatever its content type says: `curl -d` calls JSON a form.
    static void withBody(RoutingContext call, Consumer<String> then) {
        Consumer<String> judged = body -> {
            try {
                then.accept(body);
            } catch (IllegalArgumentException e) {
                ObjectNode problem = problem(400, "invalid_lever", String.valueOf(e.getMessage()));
                ArrayNode known = problem.putArray("known");
                Lever.Kind.names().forEach(known::add);
                send(call, 400, "application/problem+json", problem);
            }
        };
        Buffer read = call.body().buffer();
        if (read != null) {
            judged.accept(read.toString(StandardCharsets.UTF_8));
            return;
        }
        HttpServerRequest request = call.request();
        RequestBody.read(
                request,
                LONGEST_BODY,
                body -> judged.accept(body.toString(StandardCharsets.UTF_8)),
                () -> problem(call, 413, "body_too_large", "At most " + LONGEST_BODY + " bytes."));
        request.resume();
    }

    static void ok(RoutingContext call, ObjectNode json) {
        send(call, 200, "application/json", json);
    }

    static void noContent(RoutingContext call) {
        call.response().setStatusCode(204).end();
    }

    static void problem(RoutingContext call, int status, String code, String detail) {
        send(call, status, "application/problem+json", problem(status, code, detail));
    }

    private static ObjectNode problem(int status, String code, String detail) {
        return JSON.createObjectNode().put("status", status).put("code", code).put("detail", detail);
    }

    private static void send(RoutingContext call, int status, String type, ObjectNode json) {
        call.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .end(Buffer.buffer(json.toString()));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
