package io.newsbell.sandbox;

import com.fasterxml.jackson.core.JsonParser;
import io.newsbell.sandbox.Shape.Field;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What FCM, Apple and the browsers ask beyond the types. Sources:
/// https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages (fields),
/// https://firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode (size, keys, TTL),
/// https://developer.apple.com/documentation/usernotifications/sending-notification-requests-to-apns
/// (headers), RFC 8030 (web push headers).
final class MessageRules {
    static final int LONGEST_PAYLOAD = 4_096;
    static final int LONGEST_TOPIC_PAYLOAD = 2_048;
    static final long LONGEST_TTL_SECONDS = 2_419_200;
    static final int LONGEST_COLLAPSE_ID = 64;

    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9-_.~%]{1,900}");
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z0-9-_.~%]{1,50}");
    private static final Pattern COLOR = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final Pattern EPOCH_SECONDS = Pattern.compile("\\d{1,12}");
    private static final Pattern WEB_TOPIC = Pattern.compile("[A-Za-z0-9_-]{1,32}");
    private static final Set<String> APNS_PRIORITIES = Set.of("1", "5", "10");
    private static final Set<String> APNS_PUSH_TYPES = Set.of(
            "alert",
            "background",
            "controls",
            "location",
            "voip",
            "complication",
            "fileprovider",
            "mdm",
            "liveactivity",
            "pushtotalk",
            "widgets");
    private static final Set<String> URGENCIES = Set.of("very-low", "low", "normal", "high");

    private MessageRules() {}

    static void value(SendRequest found, Field field, JsonParser json) throws IOException {
        switch (field.watch()) {
            case TOKEN -> found.target(Target.Kind.TOKEN, json.getText());
            case INSTALLATION -> found.target(Target.Kind.INSTALLATION, json.getText());
            case TOPIC -> topic(found, json.getText());
            case CONDITION -> found.target(Target.Kind.CONDITION, json.getText());
            case VALIDATE_ONLY -> found.validateOnly(json.getBooleanValue());
            case TTL -> ttl(found, ScalarRules.seconds(json.getText()));
            case LINK ->
                require(found, field.path(), json.getText().startsWith("https://"), "The link must be an HTTPS URL");
            case COLOR ->
                require(
                        found,
                        field.path(),
                        COLOR.matcher(json.getText()).matches(),
                        "Invalid color: must be in #rrggbb");
            case LABEL -> {
                require(found, field.path(), LABEL.matcher(json.getText()).matches(), "Invalid analytics label");
                label(found, field.path(), json.getText());
            }
            case NOTHING, DATA, APNS_HEADERS, APNS_PAYLOAD, WEB_HEADERS -> {}
        }
    }

    /// On Android its own label counts, not that for all.
    private static void label(SendRequest found, String path, String label) {
        if (path.startsWith("message.android.")
                || (path.startsWith("message.fcm_options.") && found.label().isEmpty())) {
            found.label(label);
        }
    }

    static void entry(SendRequest found, Field field, String key, JsonParser json) throws IOException {
        switch (field.watch()) {
            case DATA -> {
                require(found, field.path(), !isReserved(key), "Invalid data payload key: " + key);
                if (key.equals("alertId") && field.part() == Shape.Part.DATA) {
                    found.alertId(json.getText());
                }
            }
            case APNS_HEADERS -> apnsHeader(found, field.path(), key.toLowerCase(Locale.ROOT), json.getText());
            case WEB_HEADERS -> webHeader(found, field.path(), key.toLowerCase(Locale.ROOT), json.getText());
            default -> throw new IllegalStateException(field.path() + " is not a map");
        }
    }

    static void apnsPayload(SendRequest found, boolean hasAps, boolean filledAps) {
        String path = "message.apns.payload";
        if (!hasAps) {
            found.refused(path, "Payload of Apple Push Notification Service must contain an [aps] key.");
        } else {
            require(found, path, filledAps, "Value of [aps] must be a non-empty dictionary.");
        }
    }

    /// What can be said only after the last field.
    static void whole(SendRequest found) {
        Target target = found.target();
        if (target == null) {
            found.refused("message", "Recipient of the message is not set.");
            return;
        }
        require(
                found,
                "message.apns.headers",
                !found.isUrgentBackground(),
                "Invalid apns-priority: background notifications must use 5");
        boolean many = target.kind() == Target.Kind.TOPIC || target.kind() == Target.Kind.CONDITION;
        int limit = many ? LONGEST_TOPIC_PAYLOAD : LONGEST_PAYLOAD;
        int size = found.largestCopy();
        if (size > limit) {
            found.tooBig("Message payload size limit exceeded: " + size + " bytes, the limit is " + limit + ".");
        }
    }

    /// "from", "message_type", or any word starting with "google" or "gcm"; `collapse_key` and
    /// `notification` pass.
    private static boolean isReserved(String key) {
        return key.equals("from") || key.equals("message_type") || key.startsWith("google") || key.startsWith("gcm");
    }

    private static void topic(SendRequest found, String name) {
        found.target(Target.Kind.TOPIC, name);
        require(found, "message.topic", name.isEmpty() || TOPIC.matcher(name).matches(), "Invalid topic name: " + name);
    }

    private static void ttl(SendRequest found, long seconds) {
        require(
                found,
                "message.android.ttl",
                seconds >= 0 && seconds <= LONGEST_TTL_SECONDS,
                "Invalid ttl: must be between 0 and " + LONGEST_TTL_SECONDS + " seconds (4 weeks)");
    }

    private static void apnsHeader(SendRequest found, String path, String name, String value) {
        switch (name) {
            case "apns-priority" -> {
                require(found, path, APNS_PRIORITIES.contains(value), "Invalid apns-priority: must be 1, 5 or 10");
                found.apnsPriority(value);
            }
            case "apns-push-type" -> {
                require(found, path, APNS_PUSH_TYPES.contains(value), "Invalid apns-push-type: " + value);
                found.apnsPushType(value);
            }
            case "apns-collapse-id" ->
                require(
                        found,
                        path,
                        value.getBytes(StandardCharsets.UTF_8).length <= LONGEST_COLLAPSE_ID,
                        "Invalid apns-collapse-id: must not exceed " + LONGEST_COLLAPSE_ID + " bytes");
            case "apns-expiration" ->
                require(
                        found,
                        path,
                        EPOCH_SECONDS.matcher(value).matches(),
                        "Invalid apns-expiration: must be a UNIX epoch date in seconds");
            default -> {}
        }
    }

    private static void webHeader(SendRequest found, String path, String name, String value) {
        switch (name) {
            case "ttl" ->
                require(
                        found,
                        path,
                        EPOCH_SECONDS.matcher(value).matches(),
                        "Invalid TTL: must be a number of seconds");
            case "urgency" -> require(found, path, URGENCIES.contains(value), "Invalid Urgency: " + value);
            case "topic" ->
                require(
                        found,
                        path,
                        WEB_TOPIC.matcher(value).matches(),
                        "Invalid Topic: at most 32 characters of the URL-safe base64 alphabet");
            default -> {}
        }
    }

    private static void require(SendRequest found, String path, boolean kept, String otherwise) {
        if (!kept) {
            found.refused(path, otherwise);
        }
    }
}
