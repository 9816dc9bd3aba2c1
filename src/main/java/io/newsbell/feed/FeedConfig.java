package io.newsbell.feed;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// How the newsroom's feeds are read.
@ConfigMapping(prefix = "newsbell.feed")
interface FeedConfig {
    /// Hosts whose feeds may lie on addresses that are not public, with commas between: a CMS in your own network.
    /// Whoever has a key with the scope articles:write can make this server call any port of these hosts, so
    /// name only those that have feeds. Link-local addresses, where clouds keep their credentials, are
    /// never called.
    Optional<Set<String>> privateHosts();

    /// Where hubs (WebSub) reach this server from the internet, such as https://push.example.com. With it feeds
    /// that name a hub are pushed within seconds; without it they are only polled.
    Optional<URI> publicUrl();

    /// A feed in which something happens comes down to the shortest interval, one in which nothing happens goes
    /// up to the longest. Shorter is quicker to the phones, and more calls to the feed's server.
    @WithDefault("1m")
    Duration shortestInterval();

    @WithDefault("1h")
    Duration longestInterval();

    /// How long a feed may take, redirects and all. Slower ones are reported and tried again later.
    @WithDefault("20s")
    Duration answerWithin();

    /// The largest feed, unpacked. Each poll in flight may take about ten times as much memory.
    @WithDefault("10M")
    MemorySize largest();

    /// Feeds that one node reads at the same time.
    @WithDefault("8")
    int concurrency();
}
