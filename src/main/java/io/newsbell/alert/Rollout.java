package io.newsbell.alert;

import java.time.LocalTime;
import java.util.Optional;

/// How an alert goes out. At most one of these; none is at once.
///
/// @param localTime     the time of day at which it comes wherever a device is
/// @param spreadMinutes the time over which it is spread, to protect the publisher's own site; 0 for none
/// @param canary        one in a hundred goes first, and the others only if that went as usual
/// @param trial         another headline, tried on a sample; the better one goes to the others
public record Rollout(Optional<LocalTime> localTime, int spreadMinutes, boolean canary, Optional<Trial> trial) {
    public static final Rollout AT_ONCE = new Rollout(Optional.empty(), 0, false, Optional.empty());

    /// @param share   of the audience that takes part, half of it for each headline
    /// @param minutes after which the headline that was opened more often wins
    public record Trial(String title, String body, double share, int minutes) {}
}
