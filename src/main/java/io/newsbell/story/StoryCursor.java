package io.newsbell.story;

import io.newsbell.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/// Where a page of stories ended.
record StoryCursor(Instant newestAt, long storyId) {
    private static final String BETWEEN = "_";

    static StoryCursor read(String text) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(BETWEEN, 2);
            return new StoryCursor(Instant.parse(parts[0]), Long.parseLong(parts[1]));
        } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException _) {
            throw Problem.invalid("/cursor", "Give the nextCursor of the page before, or none for the first page.");
        }
    }

    static StoryCursor after(StoryDeskSql.Listed last) {
        return new StoryCursor(last.newestAt(), last.storyId());
    }

    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((newestAt + BETWEEN + storyId).getBytes(StandardCharsets.US_ASCII));
    }
}
