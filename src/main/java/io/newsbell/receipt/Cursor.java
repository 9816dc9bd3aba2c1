package io.newsbell.receipt;

import io.newsbell.history.PastWave;
import io.newsbell.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/// Where a page ended.
///
/// @param asOf when the first page was read: what is newer belongs to another first page
record Cursor(Instant asOf, Instant createdAt, UUID alertId) {
    private static final String BETWEEN = "_";

    static Cursor read(String text) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(BETWEEN, 3);
            return new Cursor(Instant.parse(parts[0]), Instant.parse(parts[1]), UUID.fromString(parts[2]));
        } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException _) {
            throw Problem.invalid("/cursor", "Give the nextCursor of the page before, or none for the first page.");
        }
    }

    static Cursor after(PastWave last, Instant asOf) {
        return new Cursor(asOf, last.createdAt(), last.alertId());
    }

    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((asOf + BETWEEN + createdAt + BETWEEN + alertId).getBytes(StandardCharsets.US_ASCII));
    }

    /// Whether the wave comes after this place, newest first.
    boolean isBefore(PastWave wave) {
        int times = wave.createdAt().compareTo(createdAt);
        return times < 0 || (times == 0 && wave.alertId().compareTo(alertId) < 0);
    }
}
