package io.newsbell.push;

import java.time.Instant;
import java.util.UUID;

/// A silent message: the app takes the alert off the screen.
///
/// @param version newer than what was told, so that an app which comes late to the alert does not show it again
public record Retraction(UUID alertId, long storyId, int version, Instant expiresAt) {}
