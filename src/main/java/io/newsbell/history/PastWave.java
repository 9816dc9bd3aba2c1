package io.newsbell.history;

import io.newsbell.alert.AlertLevel;
import io.newsbell.alert.ReceiptSample;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A wave that was planned, with what its alert says. That changes only when the alert is corrected or
/// taken back.
///
/// @param number in the order of planning
/// @param topics whose followers were told, the one to name as the reason first
/// @param alsoFollowing what they had to follow, too
/// @param notFollowing  what they were not to follow
/// @param begunAt since when its readers could have been told; null if that is not measured
/// @param receipts who reports that it was received
public record PastWave(
        long id,
        long number,
        UUID alertId,
        long storyId,
        int version,
        AlertLevel level,
        String title,
        String body,
        @Nullable String link,
        @Nullable String image,
        List<Long> topics,
        List<Long> alsoFollowing,
        List<Long> notFollowing,
        Instant createdAt,
        Instant expiresAt,
        Instant plannedAt,
        @Nullable Instant begunAt,
        ReceiptSample receipts) {}
