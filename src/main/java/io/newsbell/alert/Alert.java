package io.newsbell.alert;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The decision to tell readers something.
///
/// @param version 1 for the first; a correction has the next
/// @param reason  why it is in its state, in words for people
/// @param guards  what the guard rails found
/// @param target  which devices it is for, beside who follows the topics
/// @param rollout how it goes out
/// @param topics  whose followers are told, the one to name as the reason first
public record Alert(
        UUID id,
        long appId,
        @Nullable Long articleId,
        long storyId,
        int version,
        AlertLevel level,
        AlertState state,
        String reason,
        List<Finding> guards,
        String title,
        String body,
        @Nullable URI link,
        @Nullable URI image,
        List<Long> topics,
        Target target,
        Rollout rollout,
        Instant createdAt,
        Instant expiresAt) {}
