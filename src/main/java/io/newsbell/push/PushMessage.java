package io.newsbell.push;

import io.newsbell.alert.AlertLevel;
import io.newsbell.alert.ReceiptSample;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What phones are told, the same for every recipient of a batch.
///
/// @param storyId what is shown replaces what was shown of the same story
/// @param version a phone ignores a version older than the one it shows
/// @param topic   the slug of the topic to name as the reason
/// @param receipts who reports that it was received, and when
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
        ReceiptSample receipts,
        boolean quiet) {

    /// One that rings, and that everybody reports.
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
        this(
                alertId,
                storyId,
                version,
                level,
                title,
                body,
                link,
                image,
                topic,
                expiresAt,
                ReceiptSample.EVERYBODY,
                false);
    }

    /// The same with less in it, for a service that takes no more bytes: better no picture, and at last
    /// better more reports than anybody counts, than no alert. Empty if all of it is needed.
    public Optional<PushMessage> smaller() {
        if (image == null && receipts.equals(ReceiptSample.EVERYBODY)) {
            return Optional.empty();
        }
        return Optional.of(new PushMessage(
                alertId,
                storyId,
                version,
                level,
                title,
                body,
                link,
                null,
                topic,
                expiresAt,
                image == null ? ReceiptSample.EVERYBODY : receipts,
                quiet));
    }
}
