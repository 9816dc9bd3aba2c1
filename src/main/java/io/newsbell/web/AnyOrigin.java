package io.newsbell.web;

import io.newsbell.app.Bearer;
import io.newsbell.app.Secret;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// Lets pages of any origin call what is made for readers. Nothing there acts by a cookie: a page can only do what it
/// has a secret for, so that every origin may ask. The desk and calls with an API key are never opened: a key does not
/// belong into a browser.
@Singleton
class AnyOrigin {
    /// Before all that may answer, so that a page can read refusals, too.
    private static final int BEFORE_ALL = 20;

    private static final String ORIGIN = "*";

    /// What the methods of each address are for readers.
    private static final Map<Pattern, String> OPEN = Map.of(
            Pattern.compile("/v1/devices/.+"), "GET, PUT, POST, DELETE",
            Pattern.compile("/v1/receipts"), "POST",
            Pattern.compile("/v1/topics(/[^/]+)?"), "GET",
            Pattern.compile("/v1/web/.+"), "GET",
            Pattern.compile("/web/.+"), "GET");

    void register(@Observes Filters filters) {
        filters.register(AnyOrigin::answer, BEFORE_ALL);
    }

    private static void answer(RoutingContext call) {
        var request = call.request();
        var methods = methods(Objects.requireNonNullElse(call.normalizedPath(), ""));
        if (methods.isEmpty()) {
            call.next();
        } else if (isPreflight(request)) {
            var _ = preflight(call.response(), methods.get()).end();
        } else {
            open(request, call.response());
            call.next();
        }
    }

    /// Also for who comes from no page: a cache may give the answer to one that does.
    private static void open(HttpServerRequest request, HttpServerResponse response) {
        if (hasKey(request)) {
            response.putHeader(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION);
        } else {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, ORIGIN)
                    .putHeader(
                            HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS,
                            "ETag, Retry-After, RateLimit, RateLimit-Policy");
        }
    }

    private static HttpServerResponse preflight(HttpServerResponse response, String methods) {
        return response.setStatusCode(204)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, ORIGIN)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, methods)
                .putHeader(
                        HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS,
                        "Authorization, Content-Type, Idempotency-Key, If-Match")
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "7200");
    }

    private static Optional<String> methods(String path) {
        return OPEN.entrySet().stream()
                .filter(open -> open.getKey().matcher(path).matches())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static boolean isPreflight(HttpServerRequest request) {
        return request.method().equals(HttpMethod.OPTIONS)
                && request.headers().contains(HttpHeaders.ORIGIN)
                && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    }

    private static boolean hasKey(HttpServerRequest request) {
        var authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return authorization != null && !Bearer.holds(authorization, Secret.DEVICE);
    }
}
