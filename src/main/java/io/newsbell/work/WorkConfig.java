package io.newsbell.work;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How work is taken from the queue.
@ConfigMapping(prefix = "newsbell.work")
interface WorkConfig {
    /// How often a node looks for work that another node put, or that was put for later. Work put on the same
    /// node is taken at once. Shorter costs a query per node each time.
    @WithDefault("200ms")
    Duration pollEvery();

    /// How often a node says that it is alive. Its work is taken over after six missed beats and at most two
    /// more for the check: 1 s gives a takeover within 8 s. Longer delays the phones that a crashed node was
    /// about to ring; shorter takes work from a node that is only busy, and rings some of its phones twice.
    @WithDefault("1s")
    Duration heartbeat();

    /// How much work a node does at the same time. More lets small alerts pass big ones; each costs a
    /// database connection now and then.
    @WithDefault("48")
    int concurrency();
}
