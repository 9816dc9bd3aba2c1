package io.newsbell.console;

import java.time.Duration;
import java.util.Locale;

/// Lengths of time as people say them: `0.4 s`, `48 s`, `2 min`, `2 min 5 s`, `8 h 30 min`, `3 days`.
final class Spans {
    private static final int HOURS = 24;
    private static final int SHORT_SECONDS = 10;
    private static final double MILLIS = 1_000;

    private Spans() {}

    static String words(Duration span) {
        if (span.toSeconds() < SHORT_SECONDS && span.toMillisPart() > 0) {
            return String.format(Locale.ENGLISH, "%.1f s", span.toMillis() / MILLIS);
        }
        if (span.toMinutes() == 0) {
            return span.toSeconds() + " s";
        }
        if (span.toHours() == 0) {
            return two(span.toMinutes(), "min", span.toSecondsPart(), "s");
        }
        return span.toHours() < 2 * HOURS
                ? two(span.toHours(), "h", span.toMinutesPart(), "min")
                : span.toDays() + " days";
    }

    private static String two(long large, String largeUnit, int small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
