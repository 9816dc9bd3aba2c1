package io.newsbell.web;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/// What pages say of the publisher's app.
@ConfigMapping(prefix = "newsbell.web")
interface WebConfig {
    /// Where the follow button leads in a browser that cannot show notifications: a Universal Link or App
    /// Link, in which `{topic}` is replaced by the topic's short name. Without it the button
    /// leads to the topic's page among the readers' own, `/r/{app}/topics/…`.
    Optional<String> appLink();

    /// The number of the app in Apple's App Store. With it the demo's article carries the tag of Apple's own
    /// banner.
    Optional<String> appStoreId();
}
