package io.newsbell.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/// An entry as it is stored and hashed.
///
/// @param detail the JSON text, letter by letter as it is stored
record Link(
        long appId, long seq, Instant at, String actor, String actorName, String act, String subject, String detail) {
    /// Tells this way of hashing from a later one.
    private static final String FORM = "newsbell audit 1";

    /// SHA-256 over the hash before and every field. Each text goes behind its length in bytes: no two entries are
    /// the same bytes, wherever a word is moved from one field to the next.
    byte[] hash(byte[] previous) {
        var digest = sha256();
        text(digest, FORM);
        bytes(digest, previous);
        number(digest, appId);
        number(digest, seq);
        number(digest, at.getEpochSecond());
        number(digest, at.getNano());
        text(digest, actor);
        text(digest, actorName);
        text(digest, act);
        text(digest, subject);
        text(digest, detail);
        return digest.digest();
    }

    private static void text(MessageDigest digest, String text) {
        bytes(digest, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void bytes(MessageDigest digest, byte[] bytes) {
        number(digest, bytes.length);
        digest.update(bytes);
    }

    private static void number(MessageDigest digest, long number) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
