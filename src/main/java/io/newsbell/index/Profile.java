package io.newsbell.index;

import io.newsbell.device.Platform;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a device that can be reached is like, and when and how much its reader wants to be told.
///
/// @param version     of the app; null if it does not tell
/// @param languages   that its reader wants, as BCP 47 tags; empty for any
/// @param quiet       null if its reader has no quiet hours
/// @param cap         alerts in any 24 hours; 0 for any number
/// @param gapMinutes  between two alerts, at least; 0 for none
/// @param digestTimes in its time zone, sorted; empty if its reader has not chosen any
public record Profile(
        long app,
        Platform platform,
        @Nullable String version,
        ZoneId zone,
        List<String> languages,
        @Nullable Quiet quiet,
        int cap,
        int gapMinutes,
        List<LocalTime> digestTimes) {

    /// Quiet from … until just before …; across midnight if `to` is earlier.
    ///
    /// @param breakingRings whether breaking alerts ring all the same
    public record Quiet(LocalTime from, LocalTime to, boolean breakingRings) {}
}
