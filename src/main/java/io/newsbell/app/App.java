package io.newsbell.app;

import java.time.Duration;

/// One publisher's app. The last three are its alert policy.
///
/// @param slug         names the app in requests and metrics
/// @param freshFor     an article published longer ago than this rings nobody by itself
/// @param expiresAfter an alert that could not be delivered this long after it was decided is dropped
/// @param urgentUpTo   an article of this IPTC urgency or more urgent (1 is the most urgent) alerts whatever its
/// topics
///                     say; 0 means never
public record App(long id, String slug, String name, Duration freshFor, Duration expiresAfter, int urgentUpTo) {}
