package io.newsbell.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// How the publisher's servers are told what becomes of alerts.
@ConfigMapping(prefix = "newsbell.webhook")
interface WebhookConfig {
    /// Hosts that may lie on addresses that are not public, and be called without TLS, with commas between: a server
    /// in your own network. Whoever has a key with the scope keys:write can make this server call any port of these
    /// hosts. Link-local addresses, where clouds keep their credentials, are never called.
    Optional<Set<String>> privateHosts();

    /// How long a server may take to answer. Slower ones are called again, although they may have heard it.
    @WithDefault("10s")
    Duration answerWithin();

    /// How long after the first attempt a message is given up.
    @WithDefault("24h")
    Duration giveUpAfter();

    /// Messages that one node delivers at the same time, four at most to one webhook. Fewer lets slow servers hold up
    /// others.
    @WithDefault("64")
    int concurrency();
}
