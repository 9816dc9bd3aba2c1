package io.newsbell.sandbox;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What is to be seen on one phone's lock screen after these messages, by the display rules of its platform.
///
/// A message with a notification is shown by the system. It takes the place of the one with the same key:
/// Android `notification.tag`, Apple `apns-collapse-id`, web `notification.tag`; without a key it stands beside.
/// A message without one is handed to the app, which shows what has an `alertId`: one place for each `storyId`
/// (else `alertId`), the same version never twice, an older one never over a newer one.
///
/// A notification that appears rings, unless it asks for silence. One that takes another's place is counted as a
/// replacement, not a ring, except a web notification with `renotify`. Real Android and iOS phones may sound
/// again on a replacement, depending on channel and sound: `rings` + `replacements` is the most that was heard.
///
/// @param visible what is shown, oldest first
/// @param rings shown for the first time, and heard
/// @param silent shown for the first time, and not heard
/// @param replacements took the place of what was shown
/// @param ignored dropped by the app as repeated or outdated, or with nothing to show
public record PhoneScreen(
        Platform platform, List<Shown> visible, int rings, int silent, int replacements, int ignored) {

    public enum Platform {
        ANDROID,
        IOS,
        WEB;

        static Optional<Platform> named(String name) {
            return Arrays.stream(values())
                    .filter(each -> each.wireName().equals(name))
                    .findFirst();
        }

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// One notification on the screen. `data` is what the app gets with it.
    public record Shown(String key, String title, String body, Map<String, String> data, SandboxMessage message) {
        long version() {
            try {
                return Long.parseLong(data.getOrDefault("version", "0"));
            } catch (NumberFormatException e) {
                return 0;
            }
        }

        String alert() {
            return data.getOrDefault("alertId", "");
        }

        boolean isSameAs(Shown other) {
            return alert().equals(other.alert()) && version() == other.version();
        }
    }

    /// The platform is that of the first message that speaks to one only; Android if none does.
    public static PhoneScreen of(List<SandboxMessage> messages) {
        Platform platform = messages.stream()
                .flatMap(message -> PhoneCopy.onlyPlatform(message.message()).stream())
                .findFirst()
                .orElse(Platform.ANDROID);
        return of(platform, messages);
    }

    public static PhoneScreen of(Platform platform, List<SandboxMessage> messages) {
        Fold fold = new Fold();
        for (SandboxMessage message : messages) {
            fold.take(PhoneCopy.of(platform, message));
        }
        return new PhoneScreen(
                platform, List.copyOf(fold.screen.values()), fold.rings, fold.silent, fold.replacements, fold.ignored);
    }

    ObjectNode json() {
        ObjectNode json = new JsonMapper().createObjectNode();
        json.put("platform", platform.wireName())
                .put("rings", rings)
                .put("silent", silent)
                .put("replacements", replacements)
                .put("ignored", ignored);
        ArrayNode list = json.putArray("visible");
        for (Shown shown : visible) {
            ObjectNode each = list.addObject()
                    .put("key", shown.key())
                    .put("title", shown.title())
                    .put("body", shown.body())
                    .put("seq", shown.message().seq())
                    .put("receivedAt", shown.message().receivedAt().toString());
            ObjectNode data = each.putObject("data");
            shown.data().forEach(data::put);
        }
        return json;
    }

    private static final class Fold {
        private final Map<String, Shown> screen = new LinkedHashMap<>();
        private int rings;
        private int silent;
        private int replacements;
        private int ignored;

        void take(PhoneCopy copy) {
            Shown shown = copy.shown();
            if (shown.data().getOrDefault("newsbell", "").equals("retraction")) {
                screen.values().removeIf(each -> each.alert().equals(shown.alert()));
                return;
            }
            Shown before = screen.get(shown.key());
            if (!copy.isVisible() || (copy.byApp() && before != null && isOld(shown, before))) {
                ignored++;
                return;
            }
            // The newest is on top of a lock screen, also when it takes another's place.
            screen.remove(shown.key());
            screen.put(shown.key(), shown);
            if (before != null && !copy.ringsAgain()) {
                replacements++;
            } else if (copy.isSilent()) {
                silent++;
            } else {
                rings++;
            }
        }

        private static boolean isOld(Shown shown, Shown before) {
            return shown.isSameAs(before) || shown.version() < before.version();
        }
    }
}
