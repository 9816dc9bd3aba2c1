package io.newsbell.device;

import java.util.Collection;

/// Hears of devices from the node that has just committed a change of them, before the caller of that change has its
/// answer. Not of each change: who needs them all listens to PostgreSQL. Owned here, implemented by a package below.
public interface DeviceChanges {
    /// Returns at once and does not fail: what it is told of is committed.
    ///
    /// @param ordinals of devices that are new, or whose reachability, platform, version or time zone is another
    void devicesChanged(Collection<Integer> ordinals);
}
