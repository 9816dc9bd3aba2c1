package io.newsbell.push;

import java.util.OptionalInt;

/// What a channel says of quotas that are not as large as Google's.
public interface QuotaLimits {
    /// @param quota of [PushChannel.Push#quota]
    /// @return messages a minute, of all nodes together; empty if it is not its own or as large as any
    OptionalInt perMinute(String quota);
}
