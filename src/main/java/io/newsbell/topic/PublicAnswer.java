package io.newsbell.topic;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// An answer that is the same for everyone, so that a CDN can hold it: millions of phones that open the
/// catalogue cost one request a minute.
public final class PublicAnswer {
    private static final String CACHE = "public, max-age=60, stale-while-revalidate=600";
    private static final int TAG_BYTES = 12;

    private PublicAnswer() {}

    /// @param body a record of plain values: equal ones print equally
    public static Response of(Request request, Record body) {
        var tag = new jakarta.ws.rs.core.EntityTag(digest(body.toString()));
        var unchanged = request.evaluatePreconditions(tag);
        var answer = unchanged == null ? Response.ok(body, MediaType.APPLICATION_JSON_TYPE) : unchanged;
        return answer.tag(tag).header(HttpHeaders.CACHE_CONTROL, CACHE).build();
    }

    private static String digest(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, TAG_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
