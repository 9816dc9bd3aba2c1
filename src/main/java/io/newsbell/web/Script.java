package io.newsbell.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// A script as it is sent, packed once.
final class Script {
    private static final int TAG_BYTES = 12;

    private final byte[] plain;
    private final byte[] zipped;
    private final String digest;

    Script(String text) {
        plain = text.getBytes(StandardCharsets.UTF_8);
        zipped = zip(plain);
        digest = digest(plain);
    }

    byte[] plain() {
        return plain.clone();
    }

    byte[] zipped() {
        return zipped.clone();
    }

    String digest() {
        return digest;
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
