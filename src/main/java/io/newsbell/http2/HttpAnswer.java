package io.newsbell.http2;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What came back over HTTP.
///
/// @param body at most [#LONGEST_BODY]; the rest is not kept
public record HttpAnswer(
        int status, @Nullable String retryAfter, @Nullable String location, byte[] body) {
    public static final int OK = 200;

    static final int LONGEST_BODY = 64 << 10;

    public static HttpAnswer ok(String body) {
        return new HttpAnswer(OK, null, null, body.getBytes(StandardCharsets.UTF_8));
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
