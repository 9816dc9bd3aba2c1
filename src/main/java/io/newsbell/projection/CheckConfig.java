package io.newsbell.projection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "newsbell.audience")
interface CheckConfig {
    /// How often every node compares its index with PostgreSQL. Each time reads every follow once on every node, and
    /// takes the index's memory a second time.
    @WithDefault("24h")
    Duration checkEvery();
}
