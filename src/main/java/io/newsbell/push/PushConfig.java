package io.newsbell.push;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How fast phones are rung.
@ConfigMapping(prefix = "newsbell.delivery")
interface PushConfig {
    /// Requests that may wait for an answer at the same time, on one node. Rate ≤ this ÷ answer time: 4,000
    /// at 100 ms allow 40,000 a second. More needs more memory and connections; what is in flight when a node
    /// crashes is sent again. A quarter of it is kept for breaking alerts. What hangs is counted apart: twice
    /// as many may.
    @WithDefault("4000")
    int inFlight();

    /// Messages a minute and Firebase project, of all nodes together. Google's default quota is 600,000;
    /// raise it only after Google has raised yours: what is over it is refused and has to be sent again.
    /// <https://firebase.google.com/docs/cloud-messaging/throttling-and-quotas>
    @WithDefault("600000")
    int messagesPerMinute();
}
