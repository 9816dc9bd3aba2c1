package io.newsbell.feed;

import java.util.regex.Pattern;

/// What strangers wrote, short and tame enough to be stored, logged and shown.
final class Label {
    private static final Pattern WILD = Pattern.compile("[\\p{Cc}\\p{Cs}\\u202A-\\u202E\\u2066-\\u2069]");

    private Label() {}

    static String of(String text, int longest) {
        var cut = text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
        return WILD.matcher(cut).replaceAll(" ").strip();
    }
}
