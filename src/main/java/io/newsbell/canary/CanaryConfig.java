package io.newsbell.canary;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// The canary. The same on all nodes: one of them, whichever has time, does it.
@ConfigMapping(prefix = "newsbell.canary")
interface CanaryConfig {
    /// Without it nobody is told at night that no alert would arrive.
    @WithDefault("true")
    boolean enabled();

    /// Shorter finds faults sooner, and costs an article and an alert each time, kept for a week.
    @WithDefault("5m")
    Duration every();

    /// So long after its article was accepted all devices of our own must have been told.
    @WithDefault("2m")
    Duration within();

    /// Whether phones may register with the canary's app: as long as yours do so. Meanwhile anybody can, and
    /// have questions pushed to addresses with your Firebase credentials.
    @WithDefault("false")
    boolean phonesMayRegister();
}
