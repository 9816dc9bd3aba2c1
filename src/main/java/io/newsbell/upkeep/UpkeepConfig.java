package io.newsbell.upkeep;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long the ledger is kept as it was written.
@ConfigMapping(prefix = "newsbell.delivery")
interface UpkeepConfig {
    /// How long after its end a wave's batches are put together, to take a seventh of the room. Sooner makes
    /// phones that pull their inboxes read longer rows while the crowd is there.
    @WithDefault("1h")
    Duration compactAfter();

    /// How often it is looked for such waves.
    @WithDefault("10m")
    Duration compactEvery();

    /// How long it can be told why a device did or did not get an alert. Afterwards the alert keeps its numbers only.
    /// Phones may report, and inboxes go back, for 60 days.
    @WithDefault("90d")
    Duration ledgerKept();
}
