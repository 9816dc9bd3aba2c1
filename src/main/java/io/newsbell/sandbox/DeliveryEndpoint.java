package io.newsbell.sandbox;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.newsbell.sandbox.DeliveryReports.Fate;
import io.newsbell.sandbox.DeliveryReports.Settings;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `GET /v1beta1/projects/{project}/androidApps/{app}/deliveryData`: Google's data API, of one Android app.
/// <https://firebase.google.com/docs/reference/fcmdata/rest/v1beta1/projects.androidApps.deliveryData/list>
final class DeliveryEndpoint {
    static final String PATH_START = "/v1beta1/projects/";

    private static final Pattern PATH = Pattern.compile("/v1beta1/projects/([^/]+)/androidApps/([^/]+)/deliveryData");
    private static final Set<String> PARAMETERS = Set.of("pageSize", "pageToken", "alt", "prettyPrint");
    private static final int USUAL_PAGE = 1_000;
    private static final String BEARER = "Bearer ";
    private static final JsonMapper JSON = new JsonMapper();

    private final String project;
    private final AccessTokens tokens;
    private final DeliveryReports reports;

    DeliveryEndpoint(String project, AccessTokens tokens, DeliveryReports reports) {
        this.project = project;
        this.tokens = tokens;
        this.reports = reports;
    }

    void handle(HttpServerRequest request, String path) {
        var asked = PATH.matcher(path);
        if (!asked.matches()) {
            end(request, GoogleError.noSuchUrl(path));
        } else if (!request.method().equals(HttpMethod.GET)) {
            end(request, GoogleError.methodNotAllowed(request.method().name()));
        } else {
            var refused = refusal(request, asked);
            if (refused == null) {
                answer(request);
            } else {
                end(request, refused);
            }
        }
    }

    private @Nullable GoogleError refusal(HttpServerRequest request, Matcher asked) {
        var authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null) {
            return GoogleError.CREDENTIALS_MISSING;
        }
        if (!authorization.startsWith(BEARER) || !tokens.isAlive(authorization.substring(BEARER.length()))) {
            return GoogleError.CREDENTIALS_INVALID;
        }
        if (!tokens.isForAll(authorization.substring(BEARER.length()))) {
            return DataErrors.SCOPE_INSUFFICIENT;
        }
        if (!asked.group(1).equals(project)) {
            return DataErrors.permissionDenied(asked.group(1));
        }
        var refusal = reports.settings().refusal();
        if (refusal != null) {
            return switch (refusal) {
                case SERVICE_DISABLED -> DataErrors.serviceDisabled(project);
                case PERMISSION_DENIED -> DataErrors.permissionDenied(project);
            };
        }
        return asked.group(2).equals(Sandbox.ANDROID_APP) ? null : DataErrors.NO_SUCH_APP;
    }

    private void answer(HttpServerRequest request) {
        var parameters = request.params();
        var unknown = parameters.names().stream()
                .filter(name -> !PARAMETERS.contains(name))
                .findFirst();
        if (unknown.isPresent()) {
            end(request, DataErrors.unknownParameter(unknown.get()));
            return;
        }
        try {
            var rows = reports.rows();
            var asked = asked(parameters);
            var from = from(parameters, asked);
            var to = Math.min(
                    rows.size(), from + Math.min(asked, reports.settings().pageSize()));
            end(request, 200, page(rows.subList(Math.min(from, to), to), to < rows.size() ? token(to, asked) : ""));
        } catch (IllegalArgumentException e) {
            end(request, DataErrors.invalidArgument(String.valueOf(e.getMessage())));
        }
    }

    private static int asked(MultiMap parameters) {
        var size = parameters.get("pageSize") == null ? 0 : Integer.parseInt(parameters.get("pageSize"));
        if (size < 0) {
            throw new IllegalArgumentException("page_size must not be negative");
        }
        return size == 0 ? USUAL_PAGE : Math.min(size, Settings.LARGEST_PAGE);
    }

    private static String token(int from, int asked) {
        var text = from + "/" + asked;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /// All else must be as in the call that gave the token.
    private static int from(MultiMap parameters, int asked) {
        var token = parameters.get("pageToken");
        if (token == null || token.isEmpty()) {
            return 0;
        }
        var text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
        if (!text.endsWith("/" + asked)) {
            throw new IllegalArgumentException("The page token does not belong to this request");
        }
        return Integer.parseInt(text.substring(0, text.indexOf('/')));
    }

    private static ObjectNode page(List<DeliveryReports.Row> rows, String next) {
        var page = JSON.createObjectNode();
        var list = rows.isEmpty() ? null : page.putArray("androidDeliveryData");
        rows.forEach(row -> write(row, list == null ? JSON.createObjectNode() : list.addObject()));
        if (!next.isEmpty()) {
            page.put("nextPageToken", next);
        }
        return page;
    }

    /// Proto's JSON: 64-bit numbers are text, and what is zero or empty is left out.
    private static void write(DeliveryReports.Row row, ObjectNode json) {
        json.put("appId", Sandbox.ANDROID_APP);
        json.putObject("date")
                .put("year", row.day().getYear())
                .put("month", row.day().getMonthValue())
                .put("day", row.day().getDayOfMonth());
        if (!row.label().isEmpty()) {
            json.put("analyticsLabel", row.label());
        }
        var data = json.putObject("data").put("countMessagesAccepted", Long.toString(row.messages()));
        if (row.notifications() > 0) {
            data.put("countNotificationsAccepted", Long.toString(row.notifications()));
        }
        var outcomes = data.putObject("messageOutcomePercents");
        row.fates().keySet().forEach(fate -> outcomes.put(fate.field(), (float) row.percent(fate)));
        var performance = data.putObject("deliveryPerformancePercents");
        if (row.percent(Fate.DELIVERED) > 0) {
            performance.put("deliveredNoDelay", (float) row.percent(Fate.DELIVERED));
        }
        data.putObject("messageInsightPercents");
    }

    private static void end(HttpServerRequest request, GoogleError error) {
        if (error.challenge() != null) {
            request.response().putHeader("WWW-Authenticate", error.challenge());
        }
        request.response()
                .setStatusCode(error.code())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=UTF-8")
                .end(error.body().copy());
    }

    private static void end(HttpServerRequest request, int code, ObjectNode json) {
        request.response()
                .setStatusCode(code)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=UTF-8")
                .end(json.toPrettyString());
    }
}
