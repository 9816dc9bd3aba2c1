package io.newsbell.webapp;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.newsbell.topic.Topics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Web App Manifest: with it a browser installs the pages as an app.
///
/// @param id the same in all languages and wherever it begins, so that a browser knows the app again
record Manifest(
        String id,
        String name,
        @JsonProperty("short_name") String shortName,
        String description,
        String lang,
        String dir,
        @JsonProperty("start_url") String startUrl,
        String scope,
        String display,
        @JsonProperty("theme_color") String themeColour,
        @JsonProperty("background_color") String backgroundColour,
        List<Icon> icons,
        List<Shortcut> shortcuts,
        List<String> categories) {
    /// What fits under an icon.
    private static final int SHORT = 12;

    static Manifest of(Frame frame, @Nullable String topic, @Nullable Long story) {
        var app = frame.app();
        var start = frame.href(begin(topic, story));
        return new Manifest(
                frame.base(),
                app.name(),
                shortened(app.name()),
                frame.say("home.lead"),
                frame.language().tag(),
                frame.language().direction(),
                start,
                frame.base(),
                "standalone",
                frame.lightColour(),
                frame.paper(),
                List.of(
                        Icon.of(frame, "192.png", "192x192", "any"),
                        Icon.of(frame, "512.png", "512x512", "any"),
                        Icon.of(frame, "maskable-192.png", "192x192", "maskable"),
                        Icon.of(frame, "maskable-512.png", "512x512", "maskable")),
                List.of(
                        Shortcut.of(frame, frame.say("nav.inbox"), "inbox"),
                        Shortcut.of(frame, frame.say("nav.preferences"), "preferences")),
                List.of("news"));
    }

    private static String begin(@Nullable String topic, @Nullable Long story) {
        if (topic != null && topic.matches(Topics.SLUG)) {
            return "topics/" + topic;
        }
        return story == null ? "" : "stories/" + story;
    }

    /// By whole words: "The Newsbell Times" is "Newsbell".
    private static String shortened(String name) {
        if (name.length() <= SHORT) {
            return name;
        }
        var words = name.replaceFirst("(?i)^(the|der|die|das|le|la|el) ", "").split(" ", -1);
        var shortened = new StringBuilder(words[0]);
        for (int i = 1; i < words.length && shortened.length() + words[i].length() < SHORT; i++) {
            shortened.append(' ').append(words[i]);
        }
        return shortened.toString();
    }

    record Icon(String src, String sizes, String type, String purpose) {
        private static Icon of(Frame frame, String name, String sizes, String purpose) {
            return new Icon(frame.base() + "icons/" + name, sizes, "image/png", purpose);
        }
    }

    record Shortcut(String name, String url, List<Icon> icons) {
        private static Shortcut of(Frame frame, String name, String path) {
            return new Shortcut(name, frame.href(path), List.of(Icon.of(frame, "192.png", "192x192", "any")));
        }
    }
}
