package io.newsbell.web;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// A text as it is sent to browsers, packed once, if anybody wants it packed.
public final class Packed {
    private static final int TAG_BYTES = 12;

    private final byte[] plain;
    private byte @Nullable [] zipped;
    private final String digest;
    private final String mediaType;

    public Packed(String text, String mediaType) {
        this.mediaType = mediaType;
        plain = text.getBytes(StandardCharsets.UTF_8);
        digest = digest(plain);
    }

    synchronized byte[] zipped() {
        if (zipped == null) {
            zipped = zip(plain);
        }
        return zipped;
    }

    public String digest() {
        return digest;
    }

    /// With an ETag, or 304 to who has it.
    public Response.ResponseBuilder answer(@Nullable String accepts, Request request) {
        var isZipped = accepts != null && accepts.contains("gzip");
        var tag = new EntityTag(digest + (isZipped ? "-gz" : ""));
        var unchanged = request.evaluatePreconditions(tag);
        var answer = unchanged == null ? Response.ok(isZipped ? zipped() : plain, mediaType) : unchanged;
        if (unchanged == null && isZipped) {
            answer.header(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        return answer.tag(tag)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .header("X-Content-Type-Options", "nosniff");
    }

    private static byte[] zip(byte[] plain) {
        var zipped = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(zipped) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, TAG_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
