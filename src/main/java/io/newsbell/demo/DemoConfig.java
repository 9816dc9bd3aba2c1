package io.newsbell.demo;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// The demo.
@ConfigMapping(prefix = "newsbell.demo")
interface DemoConfig {
    /// Whether there is a page at `/`, and, where pushes go to the sandbox, demo topics, readers and phones. The page
    /// shows everyone who can reach it what was published and what rang; turn it off where that is not meant.
    @WithDefault("true")
    boolean enabled();
}
