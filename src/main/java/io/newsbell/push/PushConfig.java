package io.newsbell.push;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How fast phones are rung.
@ConfigMapping(prefix = "newsbell.delivery")
interface PushConfig {
    /// Requests that may wait for an answer at the same time, on one node. Rate ≤ this ÷ answer time: 1,000 at
    /// 50 ms allow 20,000 a second. More needs more memory and connections.
    @WithDefault("1000")
    int inFlight();

    /// Messages a minute and Firebase project. Google's default quota is 600,000; raise it only after Google has
    /// raised yours: what is over it is refused and has to be sent again.
    /// <https://firebase.google.com/docs/cloud-messaging/throttling-and-quotas>
    @WithDefault("600000")
    int messagesPerMinute();
}
