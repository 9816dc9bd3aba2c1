package io.newsbell.fcm;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What came back over HTTP.
record HttpAnswer(int status, @Nullable String retryAfter, byte[] body) {
    static final int OK = 200;

    static HttpAnswer ok(String body) {
        return new HttpAnswer(OK, null, body.getBytes(StandardCharsets.UTF_8));
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
