package io.newsbell.sandbox;

import java.util.Map;

/// What Google's data API says when it refuses.
final class DataErrors {
    private static final String SERVICE = "fcmdata.googleapis.com";

    static final GoogleError SCOPE_INSUFFICIENT = denied(
            "Request had insufficient authentication scopes.",
            "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
            Map.of("method", "google.firebase.fcm.data.v1beta1.FcmDataService.ListAndroidDeliveryData"));
    static final GoogleError NO_SUCH_APP = GoogleError.plain(404, "NOT_FOUND", "Requested entity was not found.");

    private DataErrors() {}

    static GoogleError serviceDisabled(String project) {
        return denied(
                ("Firebase Cloud Messaging Data API has not been used in project %s before or it is disabled. Enable it"
                                + " by visiting https://console.developers.google.com/apis/api/%s/overview?project=%s then"
                                + " retry.")
                        .formatted(project, SERVICE, project),
                "SERVICE_DISABLED",
                Map.of("consumer", "projects/" + project));
    }

    static GoogleError permissionDenied(String project) {
        return denied(
                "Permission 'fcmdata.deliverydata.list' denied on resource '//cloudresourcemanager.googleapis.com/projects/%s' (or it may not exist)."
                        .formatted(project),
                "IAM_PERMISSION_DENIED",
                Map.of("permission", "fcmdata.deliverydata.list", "resource", "projects/" + project));
    }

    static GoogleError unknownParameter(String name) {
        return invalidArgument(
                "Invalid JSON payload received. Unknown name \"%s\": Cannot bind query parameter. Field '%s' could not be found in request message."
                        .formatted(name, name));
    }

    static GoogleError invalidArgument(String message) {
        return GoogleError.plain(400, "INVALID_ARGUMENT", message);
    }

    private static GoogleError denied(String message, String reason, Map<String, String> more) {
        return GoogleError.of(SERVICE, 403, "PERMISSION_DENIED", message, reason, more);
    }
}
