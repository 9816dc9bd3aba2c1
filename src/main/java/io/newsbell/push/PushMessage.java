package io.newsbell.push;

import io.newsbell.alert.AlertLevel;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What phones are told, the same for every recipient of a batch.
///
/// @param storyId what is shown replaces what was shown of the same story
/// @param version a phone ignores a version older than the one it shows
/// @param topic   the slug of the topic to name as the reason
/// @param quiet   it takes the place of what is shown without a sound: a correction
public record PushMessage(
        UUID alertId,
        long storyId,
        int version,
        AlertLevel level,
        String title,
        String body,
        @Nullable URI link,
        @Nullable URI image,
        String topic,
        Instant expiresAt,
        boolean quiet) {

    /// One that rings.
    public PushMessage(
            UUID alertId,
            long storyId,
            int version,
            AlertLevel level,
            String title,
            String body,
            @Nullable URI link,
            @Nullable URI image,
            String topic,
            Instant expiresAt) {
        this(alertId, storyId, version, level, title, body, link, image, topic, expiresAt, false);
    }

    public PushMessage withoutImage() {
        return new PushMessage(alertId, storyId, version, level, title, body, link, null, topic, expiresAt, quiet);
    }
}
