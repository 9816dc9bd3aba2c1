package io.newsbell.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/// The app that exists from the first start.
@ConfigMapping(prefix = "newsbell.app")
interface AppConfig {
    /// Names the app in requests of phones. Changing it later makes a second app; the first one stays.
    @WithDefault("demo")
    String slug();

    /// What its readers know it as. Only taken when the app is made.
    @WithDefault("The Newsbell Times")
    String name();

    /// The key of the publisher's servers. Without it one is generated and kept in `api-key` in the data folder.
    /// Changing it locks the old key out at the next start.
    Optional<String> apiKey();
}
