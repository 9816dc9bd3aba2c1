package io.newsbell.push;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The contract with apps and browsers: what they are told to know a message again, or to show it by
/// themselves. The names are API; see README, "What a phone gets".
public final class MessageData {
    private MessageData() {}

    /// What comes later under the same one takes the place of what is shown.
    public static String tag(long storyId) {
        return "story-" + storyId;
    }

    /// To know it again, to open the right page, and to report what became of it.
    public static Map<String, String> identity(PushMessage message) {
        var data = new LinkedHashMap<String, String>();
        data.put("alertId", message.alertId().toString());
        data.put("storyId", Long.toString(message.storyId()));
        data.put("version", Integer.toString(message.version()));
        data.put("topic", message.topic());
        put(data, "link", message.link());
        if (!message.receipts().isEverybody()) {
            data.put("receiptShare", message.receipts().shareInWords());
        }
        if (!message.receipts().within().isZero()) {
            data.put("receiptWithin", Long.toString(message.receipts().within().toSeconds()));
        }
        if (message.quiet()) {
            data.put("quiet", "true");
        }
        return data;
    }

    /// To show it, too.
    public static Map<String, String> all(PushMessage message) {
        var data = identity(message);
        data.put("level", message.level().name().toLowerCase(Locale.ROOT));
        data.put("title", message.title());
        data.put("body", message.body());
        put(data, "image", message.image());
        return data;
    }

    /// To take it off the screen.
    public static Map<String, String> of(Retraction retraction) {
        var data = new LinkedHashMap<String, String>();
        data.put("newsbell", "retraction");
        data.put("alertId", retraction.alertId().toString());
        data.put("storyId", Long.toString(retraction.storyId()));
        data.put("version", Integer.toString(retraction.version()));
        return data;
    }

    private static void put(Map<String, String> data, String name, @Nullable URI value) {
        if (value != null) {
            data.put(name, value.toString());
        }
    }
}
