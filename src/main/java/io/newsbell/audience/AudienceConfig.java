package io.newsbell.audience;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "newsbell.audience")
interface AudienceConfig {
    /// How often followers and alerts a week are counted for the catalogue. Each time reads every follow
    /// once.
    @WithDefault("10m")
    Duration countEvery();

    /// How often every node compares its index with PostgreSQL. Each time reads every follow once on every node, and
    /// takes the index's memory a second time.
    @WithDefault("24h")
    Duration checkEvery();
}
