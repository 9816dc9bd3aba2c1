package io.newsbell.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/// The app that exists from the first start.
@ConfigMapping(prefix = "newsbell")
interface AppConfig {
    /// Where Newsbell keeps its files: the embedded PostgreSQL, the generated API key. Moving it without its content
    /// starts a new, empty Newsbell.
    @WithDefault("data")
    Path dataFolder();

    FirstApp app();

    interface FirstApp {
        /// Names the app in requests of phones. Changing it later makes a second app; the first one stays.
        @WithDefault("demo")
        String slug();

        @WithDefault("The Newsbell Times")
        String name();

        /// The key of the publisher's servers. Without it one is generated and kept in `api-key` in the data folder.
        /// Changing it locks the old key out at the next start.
        Optional<String> apiKey();
    }
}
