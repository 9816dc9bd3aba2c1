package io.newsbell.audience;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "newsbell.audience")
interface FiguresConfig {
    /// How often followers and alerts a week are counted for the catalogue. Each time reads every follow
    /// once.
    @WithDefault("10m")
    Duration countEvery();
}
