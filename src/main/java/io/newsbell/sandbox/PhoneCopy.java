package io.newsbell.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.newsbell.sandbox.PhoneScreen.Platform;
import io.newsbell.sandbox.PhoneScreen.Shown;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One message as one phone gets it, after FCM has laid the platform's block over the common one.
///
/// @param byApp data only: the app decides, not the system
/// @param ringsAgain sounds also when it takes another's place
record PhoneCopy(Shown shown, boolean isVisible, boolean byApp, boolean isSilent, boolean ringsAgain) {

    static Optional<Platform> onlyPlatform(JsonNode message) {
        boolean android = message.has("android");
        boolean apple = message.has("apns");
        boolean web = message.has("webpush");
        if (android && !apple && !web) {
            return Optional.of(Platform.ANDROID);
        }
        if (apple && !android && !web) {
            return Optional.of(Platform.IOS);
        }
        return web && !android && !apple ? Optional.of(Platform.WEB) : Optional.empty();
    }

    static PhoneCopy of(Platform platform, SandboxMessage sent) {
        JsonNode message = sent.message();
        return switch (platform) {
            case ANDROID -> android(sent, message);
            case IOS -> apple(sent, message);
            case WEB -> web(sent, message);
        };
    }

    private static PhoneCopy android(SandboxMessage sent, JsonNode message) {
        Map<String, String> data = data(message.path("android"), message);
        JsonNode common = message.path("notification");
        JsonNode own = message.path("android").path("notification");
        if (common.isMissingNode() && own.isMissingNode()) {
            return byApp(sent, data);
        }
        String priority =
                SandboxMessage.at(own, List.of("notificationPriority")).asText();
        boolean silent = priority.equals("PRIORITY_MIN") || priority.equals("PRIORITY_LOW");
        return bySystem(sent, own.path("tag").asText(), own, common, data, silent, false);
    }

    private static PhoneCopy apple(SandboxMessage sent, JsonNode message) {
        JsonNode payload = message.path("apns").path("payload");
        JsonNode aps = payload.path("aps");
        JsonNode common = message.path("notification");
        Map<String, String> data = data(message, message);
        payload.properties().stream()
                .filter(entry -> entry.getValue().isTextual())
                .forEach(entry -> data.put(entry.getKey(), entry.getValue().asText()));
        JsonNode alert = aps.path("alert");
        if (common.isMissingNode() && alert.isMissingNode()) {
            return byApp(sent, data);
        }
        boolean silent = aps.path("interruption-level").asText().equals("passive");
        String key = header(message.path("apns"), "apns-collapse-id");
        if (alert.isTextual()) {
            Shown shown = new Shown(key(key, sent), "", alert.asText(), data, sent);
            return new PhoneCopy(shown, true, false, silent, false);
        }
        return bySystem(sent, key, alert, common, data, silent, false);
    }

    private static PhoneCopy web(SandboxMessage sent, JsonNode message) {
        Map<String, String> data = data(message.path("webpush"), message);
        JsonNode common = message.path("notification");
        JsonNode own = message.path("webpush").path("notification");
        if (common.isMissingNode() && own.isMissingNode()) {
            return byApp(sent, data);
        }
        boolean silent = own.path("silent").asBoolean();
        boolean again = own.path("renotify").asBoolean();
        return bySystem(sent, own.path("tag").asText(), own, common, data, silent, again);
    }

    private static PhoneCopy bySystem(
            SandboxMessage sent,
            String key,
            JsonNode own,
            JsonNode common,
            Map<String, String> data,
            boolean silent,
            boolean again) {
        Shown shown = new Shown(key(key, sent), text("title", own, common), text("body", own, common), data, sent);
        return new PhoneCopy(shown, true, false, silent, again);
    }

    private static PhoneCopy byApp(SandboxMessage sent, Map<String, String> data) {
        String alert = data.getOrDefault("alertId", "");
        String key = data.getOrDefault("storyId", alert);
        Shown shown =
                new Shown(key(key, sent), data.getOrDefault("title", ""), data.getOrDefault("body", ""), data, sent);
        return new PhoneCopy(
                shown, !alert.isEmpty(), true, data.getOrDefault("quiet", "").equals("true"), false);
    }

    /// Without a key of its own a notification stands beside all others, as if keyed by its number.
    private static String key(String key, SandboxMessage sent) {
        return key.isEmpty() ? "#" + sent.seq() : key;
    }

    private static String text(String name, JsonNode own, JsonNode common) {
        return own.has(name) ? own.path(name).asText() : common.path(name).asText();
    }

    /// A platform's `data` takes the place of the common one as a whole.
    private static Map<String, String> data(JsonNode own, JsonNode message) {
        JsonNode data = own.has("data") ? own.path("data") : message.path("data");
        Map<String, String> map = new LinkedHashMap<>();
        data.properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
    }

    private static String header(JsonNode block, String name) {
        return block.path("headers").properties().stream()
                .filter(entry -> entry.getKey().toLowerCase(Locale.ROOT).equals(name))
                .map(entry -> entry.getValue().asText())
                .findFirst()
                .orElse("");
    }
}
