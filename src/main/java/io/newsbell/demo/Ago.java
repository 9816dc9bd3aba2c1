package io.newsbell.demo;

import java.time.Duration;
import java.time.Instant;

/// How long ago something was. `demo.js` says the same while the page is open.
final class Ago {
    private static final String NOW = "now";

    private Ago() {}

    static String of(Instant then, Instant now) {
        var span = span(then, now);
        return span.equals(NOW) ? span : span + " ago";
    }

    /// As lock screens have it.
    static String span(Instant then, Instant now) {
        var since = Duration.between(then, now);
        if (since.toMinutes() < 1) {
            return NOW;
        }
        if (since.toHours() < 1) {
            return since.toMinutes() + " min";
        }
        return since.toDays() < 1 ? since.toHours() + " h" : since.toDays() + " d";
    }
}
