package io.newsbell.fcm;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What came back over HTTP.
record Answer(int status, Optional<String> retryAfter, byte[] body) {
    static final int OK = 200;

    static Answer ok(String body) {
        return new Answer(OK, Optional.empty(), body.getBytes(StandardCharsets.UTF_8));
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
