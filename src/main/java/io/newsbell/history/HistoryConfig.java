package io.newsbell.history;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// What is kept in memory of what was planned.
@ConfigMapping(prefix = "newsbell.delivery")
interface HistoryConfig {
    /// Memory for whom the last alerts were meant for, so that phones which report or pull cost no reading of it.
    /// One alert to half a million readers of ten takes about 1 MB. Where it is too small for the alerts of a
    /// month, phones that look far back make the database read.
    @WithDefault("256M")
    MemorySize audienceMemory();
}
