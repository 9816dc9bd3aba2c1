package io.newsbell.subscription;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How much a reader may ask for.
@ConfigMapping(prefix = "newsbell.subscription")
interface SubscriptionConfig {
    /// Topics that one reader may follow, keywords and stories among them. More makes every change of one
    /// reader dearer.
    @WithDefault("500")
    int follows();

    /// Of these, keywords. Each that nobody else follows costs time with every article.
    @WithDefault("50")
    int keywords();

    @WithDefault("200")
    int mutes();

    /// How often what is over is cleared away. It has no effect any more from its time on; until it is
    /// cleared away it only counts as matched.
    @WithDefault("1m")
    Duration expireEvery();

    /// How long readers are told that a topic that they followed was retired. Within this time the newsroom
    /// can bring it back with its followers.
    @WithDefault("30d")
    Duration retiredKept();
}
