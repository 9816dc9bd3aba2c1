package io.newsbell.subscription;

import io.newsbell.device.Device;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/// What a device was told of shortly before its reader turned away from something. Owned here, implemented by
/// a package below that knows what was sent.
public interface LastTold {
    /// Who turns away later has another reason as likely as the alert.
    Duration WINDOW = Duration.ofHours(1);

    /// The alerts that were meant for it within the window, the newest first. Answers from memory, but for
    /// what was planned in the last second: call it before the transaction has touched the database.
    List<Told> lately(Device device);

    /// @param topics whose followers were told
    record Told(UUID alert, List<Long> topics, long story) {}
}
