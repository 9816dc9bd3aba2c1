package io.newsbell.demo;

import java.time.Duration;
import java.time.Instant;

/// How long ago something was. `demo.js` says the same while the page is open.
final class Ago {
    private Ago() {}

    static String of(Instant then, Instant now) {
        var since = Duration.between(then, now);
        if (since.toMinutes() < 1) {
            return "now";
        }
        if (since.toHours() < 1) {
            return since.toMinutes() + " min ago";
        }
        return since.toDays() < 1 ? since.toHours() + " h ago" : since.toDays() + " d ago";
    }
}
