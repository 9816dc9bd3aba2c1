package io.newsbell.sandbox;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// `POST /token`: the form in, [AccessTokens] asked, Google's OAuth JSON out.
final class TokenEndpoint {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST_FORM = 16 * 1024;

    private final AccessTokens tokens;
    private final Traffic traffic;

    TokenEndpoint(AccessTokens tokens, Traffic traffic) {
        this.tokens = tokens;
        this.traffic = traffic;
    }

    void handle(HttpServerRequest request) {
        if (!request.method().equals(HttpMethod.POST)) {
            refuse(request, 405, "invalid_request", "Send the form with POST.");
            return;
        }
        RequestBody.read(
                request,
                LONGEST_FORM,
                body -> answer(request, body.toString(StandardCharsets.UTF_8)),
                () -> refuse(request, 400, "invalid_request", "The form is too long."));
    }

    private void answer(HttpServerRequest request, String body) {
        Map<String, String> form = form(body);
        switch (tokens.trade(form.getOrDefault("grant_type", ""), form.getOrDefault("assertion", ""))) {
            case AccessTokens.Answer.Granted granted -> {
                traffic.accessToken();
                send(
                        request,
                        200,
                        JSON.createObjectNode()
                                .put("access_token", granted.accessToken())
                                .put("expires_in", AccessTokens.LIFE.toSeconds())
                                .put("token_type", "Bearer"));
            }
            case AccessTokens.Answer.Refused refused -> refuse(request, 400, refused.error(), refused.description());
        }
    }

    private static void refuse(HttpServerRequest request, int code, String error, String description) {
        send(request, code, JSON.createObjectNode().put("error", error).put("error_description", description));
    }

    private static void send(HttpServerRequest request, int code, ObjectNode json) {
        request.response()
                .setStatusCode(code)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(Buffer.buffer(json.toPrettyString()));
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return form;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
