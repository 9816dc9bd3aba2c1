package io.newsbell.sandbox;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A refusal in the JSON of Google's front end, ready to be written. `reason` is what the statistics count it
/// under: FCM's own code where there is one, else the canonical status.
///
/// The wording is that of real answers; where FCM publishes none it says what is wrong.
/// https://firebase.google.com/docs/cloud-messaging/error-codes
///
/// @param challenge the WWW-Authenticate header of a 401
record GoogleError(
        int code, String reason, Buffer body, @Nullable String challenge) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String FCM_ERROR = "type.googleapis.com/google.firebase.fcm.v1.FcmError";
    private static final String BAD_REQUEST = "type.googleapis.com/google.rpc.BadRequest";
    private static final String ERROR_INFO = "type.googleapis.com/google.rpc.ErrorInfo";
    private static final String SEE = " Expected OAuth 2 access token, login cookie or other valid authentication"
            + " credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.";

    static final GoogleError UNREGISTERED = fcm(404, "NOT_FOUND", "Requested entity was not found.", "UNREGISTERED")
            .build();
    static final GoogleError SENDER_ID_MISMATCH = fcm(
                    403, "PERMISSION_DENIED", "SenderId mismatch", "SENDER_ID_MISMATCH")
            .build();
    static final GoogleError THIRD_PARTY_AUTH_ERROR = fcm(
                    401, "UNAUTHENTICATED", "Auth error from APNS or Web Push Service", "THIRD_PARTY_AUTH_ERROR")
            .build();
    static final GoogleError UNAVAILABLE = fcm(
                    503, "UNAVAILABLE", "The service is currently unavailable.", "UNAVAILABLE")
            .build();
    static final GoogleError INTERNAL =
            fcm(500, "INTERNAL", "Internal error encountered.", "INTERNAL").build();
    static final GoogleError INVALID_ARGUMENT = fcm(
                    400, "INVALID_ARGUMENT", "Request contains an invalid argument.", "INVALID_ARGUMENT")
            .build();
    static final GoogleError QUOTA_EXCEEDED = quotaExceeded();
    static final GoogleError RATE_LIMIT_EXCEEDED = rateLimitExceeded();
    static final GoogleError CREDENTIALS_MISSING =
            unauthenticated("Request is missing required authentication credential." + SEE, "CREDENTIALS_MISSING", "");
    static final GoogleError CREDENTIALS_INVALID = unauthenticated(
            "Request had invalid authentication credentials." + SEE,
            "ACCESS_TOKEN_TYPE_UNSUPPORTED",
            ", error=\"invalid_token\"");

    /// No FcmError in it: a client that retires addresses on the bare number 404 retires all of them on a
    /// typing error in the endpoint.
    static GoogleError noSuchUrl(String path) {
        return new Draft(404, "NOT_FOUND", "The requested URL " + path + " was not found on this server.").build();
    }

    static GoogleError plain(int code, String status, String message) {
        return new Draft(code, status, message).build();
    }

    /// Of another one of Google's services.
    static GoogleError of(
            String service, int code, String status, String message, String reason, Map<String, String> more) {
        Draft draft = new Draft(code, status, message);
        more.forEach(draft.info(reason).put("service", service)::put);
        return draft.build();
    }

    static GoogleError methodNotAllowed(String method) {
        return new Draft(405, "UNIMPLEMENTED", "The request method " + method + " is inappropriate for this URL.")
                .build();
    }

    static GoogleError contentType(String type) {
        return new Draft(
                        400,
                        "INVALID_ARGUMENT",
                        "Invalid JSON payload received. Unsupported content type \"" + type
                                + "\": send application/json.")
                .build();
    }

    static GoogleError bodyTooLarge(int limit) {
        return new Draft(400, "INVALID_ARGUMENT", "Request payload size exceeds the limit: " + limit + " bytes.")
                .build();
    }

    static GoogleError otherProject(String project) {
        String resource = "//cloudresourcemanager.googleapis.com/projects/" + project;
        Draft draft = new Draft(
                403,
                "PERMISSION_DENIED",
                "Permission 'cloudmessaging.messages.create' denied on resource '" + resource
                        + "' (or it may not exist).");
        draft.info("IAM_PERMISSION_DENIED")
                .put("permission", "cloudmessaging.messages.create")
                .put("resource", "projects/" + project);
        return draft.build();
    }

    /// The transcoder's answer to JSON that does not fit the schema: BadRequest, no FcmError.
    static GoogleError malformed(List<SendRequest.Violation> violations) {
        String message = String.join(
                "\n",
                violations.stream().map(SendRequest.Violation::description).toList());
        Draft draft = new Draft(400, "INVALID_ARGUMENT", message);
        draft.badRequest(violations);
        return draft.build();
    }

    /// FCM's own answer to a message that fits the schema and breaks a rule.
    static GoogleError refused(String message, List<SendRequest.Violation> violations) {
        Draft draft = new Draft(400, "INVALID_ARGUMENT", message);
        draft.badRequest(violations);
        draft.fcm("INVALID_ARGUMENT");
        return draft.build();
    }

    static GoogleError malformedAddress(Target.Kind kind) {
        String message = kind == Target.Kind.TOKEN
                ? "The registration token is not a valid FCM registration token"
                : "The Firebase Installation ID is not a valid FCM registration";
        Draft draft = fcm(400, "INVALID_ARGUMENT", message, "INVALID_ARGUMENT");
        draft.badRequest(List.of(new SendRequest.Violation("message." + kind.field(), message)));
        return draft.build();
    }

    /// One device or topic gets too much: FcmError and QuotaFailure.
    private static GoogleError quotaExceeded() {
        Draft draft =
                fcm(429, "RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota).", "QUOTA_EXCEEDED");
        draft.detail("type.googleapis.com/google.rpc.QuotaFailure")
                .putArray("violations")
                .addObject()
                .put("subject", "device")
                .put("description", "Device message rate exceeded.");
        return draft.build();
    }

    /// The whole project sends too much: said by the front end, which knows no FcmError (seen in
    /// https://github.com/firebase/firebase-admin-go/issues/719).
    private static GoogleError rateLimitExceeded() {
        Draft draft = new Draft(
                429,
                "RESOURCE_EXHAUSTED",
                "Quota exceeded for quota metric 'Send requests' and limit 'Send requests per minute' of service"
                        + " 'fcm.googleapis.com' for consumer 'project_number:1'.");
        draft.info("RATE_LIMIT_EXCEEDED")
                .put("quota_metric", "fcm.googleapis.com/send_requests")
                .put("quota_limit", "SendsPerMinutePerProject")
                .put("quota_limit_value", "600000");
        return draft.build();
    }

    /// `invalid_token` in the challenge is what makes Google's client libraries ask for a new access token.
    private static GoogleError unauthenticated(String message, String reason, String why) {
        Draft draft = new Draft(401, "UNAUTHENTICATED", message);
        draft.info(reason).put("method", "google.firebase.fcm.v1.FcmService.SendMessage");
        draft.challenge = "Bearer realm=\"https://accounts.google.com/\"" + why;
        return draft.build();
    }

    private static Draft fcm(int code, String status, String message, String errorCode) {
        Draft draft = new Draft(code, status, message);
        draft.fcm(errorCode);
        return draft;
    }

    private static final class Draft {
        private final int code;
        private final ObjectNode root = JSON.createObjectNode();
        private final ObjectNode error = root.putObject("error");
        private String reason;
        private @Nullable String challenge;

        Draft(int code, String status, String message) {
            this.code = code;
            this.reason = status;
            error.put("code", code).put("message", message).put("status", status);
        }

        ObjectNode detail(String type) {
            return error.withArray("/details").addObject().put("@type", type);
        }

        void fcm(String errorCode) {
            reason = errorCode;
            detail(FCM_ERROR).put("errorCode", errorCode);
        }

        ObjectNode info(String why) {
            ObjectNode detail = detail(ERROR_INFO).put("reason", why).put("domain", "googleapis.com");
            return detail.putObject("metadata").put("service", "fcm.googleapis.com");
        }

        void badRequest(List<SendRequest.Violation> violations) {
            ArrayNode list = detail(BAD_REQUEST).putArray("fieldViolations");
            for (SendRequest.Violation violation : violations) {
                ObjectNode each = list.addObject();
                if (!violation.field().isEmpty()) {
                    each.put("field", violation.field());
                }
                each.put("description", violation.description());
            }
        }

        GoogleError build() {
            return new GoogleError(code, reason, Buffer.buffer(root.toPrettyString()), challenge);
        }
    }
}
