package io.newsbell.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When results are recorded. Other settings of this prefix lie beside what they are about: in `wave`, `planning`,
/// `push`, `upkeep` and `history`.
@ConfigMapping(prefix = "newsbell.delivery")
interface DeliveryConfig {
    /// Results recorded together. Together with the time below it is what a crash can make ring twice.
    @WithDefault("250")
    int flushResults();

    @WithDefault("200ms")
    Duration flushEvery();
}
