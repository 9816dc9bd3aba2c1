package io.newsbell.fcm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpResponse;
import io.newsbell.fcm.DeliveryData.Answer;
import io.newsbell.fcm.DeliveryData.Row;
import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Page after page of one Android app's delivery data. Google has a client of its own for this API, but not
/// at Maven Central.
final class DataWalk {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int CONNECT_MILLIS = 10_000;
    private static final int READ_MILLIS = 30_000;

    /// What Google gives by itself, too.
    private static final int ROWS_A_PAGE = 1_000;

    /// A project may use a hundred labels a day, and Google tells of some weeks.
    private static final int MOST_PAGES = 50;

    private static final int LARGEST_PAGE = 8 * 1024 * 1024;

    private final Credentials.DataAccess access;
    private final String parent;
    private final String androidApp;
    private final URI data;

    DataWalk(Credentials.DataAccess access, URI data, String androidApp) {
        this.access = access;
        this.androidApp = androidApp;
        this.data = data;
        this.parent = "projects/" + access.project() + "/androidApps/" + androidApp;
    }

    Answer all() throws IOException {
        var rows = new ArrayList<Row>();
        var pageToken = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            var response = ask(pageToken);
            try {
                var body = body(response);
                if (!response.isSuccessStatusCode()) {
                    return refusal(response.getStatusCode(), body);
                }
                for (var row : body.path("androidDeliveryData")) {
                    rows.add(row(row));
                }
                pageToken = body.path("nextPageToken").asText();
            } catch (JsonProcessingException | DateTimeException e) {
                return new Answer.Unreachable("Google's data API answered with something that cannot be read");
            } finally {
                response.disconnect();
            }
            if (pageToken.isEmpty()) {
                return new Answer.Rows(List.copyOf(rows));
            }
        }
        return new Answer.Unreachable(
                "Google's data API does not come to an end: more than %d pages".formatted(MOST_PAGES));
    }

    private HttpResponse ask(String pageToken) throws IOException {
        var url = new GenericUrl(data + "/v1beta1/" + parent + "/deliveryData");
        url.put("pageSize", ROWS_A_PAGE);
        if (!pageToken.isEmpty()) {
            url.put("pageToken", pageToken);
        }
        return access.requests()
                .buildGetRequest(url)
                .setConnectTimeout(CONNECT_MILLIS)
                .setReadTimeout(READ_MILLIS)
                .setFollowRedirects(false)
                .setThrowExceptionOnExecuteError(false)
                .execute();
    }

    private static JsonNode body(HttpResponse response) throws IOException {
        var content = response.getContent();
        var bytes = content == null ? new byte[0] : content.readNBytes(LARGEST_PAGE);
        try {
            return JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            if (response.isSuccessStatusCode()) {
                throw e;
            }
            return JSON.missingNode();
        }
    }

    /// Google leaves out what is zero, but tells of a group at all only where it has something to tell.
    private static Row row(JsonNode row) {
        var date = row.path("date");
        var told = row.path("data");
        Map<DeliveryShare, Double> percents = new EnumMap<>(DeliveryShare.class);
        for (var share : DeliveryShare.values()) {
            if (told.has(share.group())) {
                percents.put(share, told.path(share.group()).path(share.field()).asDouble());
            }
        }
        return new Row(
                LocalDate.of(
                        date.path("year").asInt(),
                        date.path("month").asInt(),
                        date.path("day").asInt()),
                row.path("analyticsLabel").asText(),
                told.path("countMessagesAccepted").asLong(),
                told.path("countNotificationsAccepted").asLong(),
                percents);
    }

    private Answer refusal(int status, JsonNode body) {
        return switch (status) {
            case 400 -> new Answer.Refused("Google does not take %s: %s".formatted(androidApp, said(body)));
            case 401 -> new Answer.Refused("Google does not take the service account's access token.");
            case 403 -> new Answer.Refused(isDisabled(body) ? enable() : grant());
            case 404 ->
                new Answer.Refused(
                        "The Firebase project %s has no Android app %s: copy its app id from the Firebase console, Project settings, Your apps."
                                .formatted(access.project(), androidApp));
            default -> new Answer.Unreachable("Google's data API answered with %d".formatted(status));
        };
    }

    private String enable() {
        return "Enable the Firebase Cloud Messaging Data API (fcmdata.googleapis.com) of the project %s in the Google Cloud"
                        .formatted(access.project())
                + " console, APIs & Services; it takes some minutes to count.";
    }

    private String grant() {
        return ("Grant the service account %s the role Firebase Cloud Messaging API Viewer"
                        + " (roles/firebasecloudmessaging.viewer) in the project %s, in the Google Cloud console, IAM: it lacks"
                        + " the permission fcmdata.deliverydata.list.")
                .formatted(access.account(), access.project());
    }

    private static boolean isDisabled(JsonNode body) {
        return body.path("error")
                .path("details")
                .valueStream()
                .anyMatch(detail -> detail.path("reason").asText().equals("SERVICE_DISABLED"));
    }

    private static String said(JsonNode body) {
        return body.path("error").path("message").asText("it gives no reason");
    }
}
