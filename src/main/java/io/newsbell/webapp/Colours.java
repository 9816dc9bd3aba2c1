package io.newsbell.webapp;

import java.awt.Color;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// The publisher's colour, in the shades in which it can be read.
///
/// @param own     as the publisher says it
/// @param onOwn   black or white, whichever is read better on it
/// @param light   on light paper
/// @param onLight what is written on that
/// @param dark    on dark paper
/// @param onDark  what is written on that
record Colours(Color own, Color onOwn, Color light, Color onLight, Color dark, Color onDark) {
    static final String DEFAULT = "#a8400f";

    /// [Shelf] writes both into the style sheet.
    static final Color LIGHT_PAPER = new Color(0xFFFDF9);

    static final Color DARK_PAPER = new Color(0x151413);

    /// WCAG 2.2, 1.4.3: text of the usual size. A little more, because it also stands on cards.
    private static final double READABLE = 5.2;

    private static final Pattern HEX = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final double STEP = 0.04;

    /// @throws IllegalArgumentException if it is no colour
    static Colours of(String hex) {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException(
                    "newsbell.webapp.apps.*.colour is \"%s\"; write it as #a8400f.".formatted(hex));
        }
        var own = Color.decode(hex);
        var light = readable(own, LIGHT_PAPER, colour -> mix(colour, Color.BLACK));
        var dark = readable(own, DARK_PAPER, colour -> mix(colour, Color.WHITE));
        return new Colours(own, on(own), light, on(light), dark, on(dark));
    }

    static String hex(Color colour) {
        return String.format(Locale.ROOT, "#%06x", colour.getRGB() & 0xFFFFFF);
    }

    /// WCAG's contrast ratio, 1 to 21.
    static double contrast(Color one, Color other) {
        var a = luminance(one);
        var b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static Color readable(Color colour, Color paper, UnaryOperator<Color> step) {
        var shade = colour;
        while (contrast(shade, paper) < READABLE) {
            shade = step.apply(shade);
        }
        return shade;
    }

    private static Color on(Color colour) {
        return contrast(colour, Color.WHITE) >= contrast(colour, Color.BLACK) ? Color.WHITE : Color.BLACK;
    }

    private static Color mix(Color colour, Color with) {
        return new Color(
                mix(colour.getRed(), with.getRed()),
                mix(colour.getGreen(), with.getGreen()),
                mix(colour.getBlue(), with.getBlue()));
    }

    /// At least by one, or it would never arrive.
    private static int mix(int from, int to) {
        var step = (int) Math.round((to - from) * STEP);
        return from == to ? to : from + (step == 0 ? Integer.signum(to - from) : step);
    }

    private static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed())
                + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(int channel) {
        var share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
