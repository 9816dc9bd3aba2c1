package io.newsbell.planning;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How an alert goes out, if not to all at once.
@ConfigMapping(prefix = "newsbell.delivery")
interface PlanningConfig {
    /// Of an alert that begins with a canary one device in a hundred goes first, but no fewer than this: of a handful a
    /// single odd one would look like a fault. An alert to no more devices than this goes to all at once.
    @WithDefault("100")
    int canariesAtLeast();
}
