package io.newsbell.webpush;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// How browsers are reached.
@ConfigMapping(prefix = "newsbell.webpush")
interface WebPushConfig {
    /// Whom the people of a push service write to when something is wrong: `mailto:` or `https:`. Apple
    /// refuses every message without it. <https://www.rfc-editor.org/rfc/rfc8292#section-2.1>
    Optional<String> contact();

    /// Hosts of push services that may lie on addresses that are not public, with commas between: one in your
    /// own network. Any browser can then make this server call them.
    Optional<Set<String>> privateHosts();

    /// A certificate to trust, instead of the public ones, for those hosts; a PEM file.
    Optional<Path> certificate();

    /// How long an answer may take. A message whose answer takes longer counts as ambiguous.
    @WithDefault("10s")
    Duration answerWithin();

    /// Requests without an answer at one push service, on one node. Rate ≤ this ÷ answer time: 4,000 at 100
    /// ms allow 40,000 a second, on as many connections as carry them. One that is slow takes no more than
    /// this of what may be on the wire.
    @WithDefault("4000")
    int inFlightPerService();

    /// Connections to one push service, of 100 parallel requests each as a rule. More are opened only when
    /// these are full.
    @WithDefault("40")
    int connectionsPerService();

    /// Requests without an answer at all services together that are neither well known nor named here.
    /// Anybody can make up thousands of them.
    @WithDefault("500")
    int inFlightToStrangers();

    /// Messages a minute to all of these together, of all nodes. A thousand a second is more than honest
    /// readers there need, and too little to make this server a weapon against a host that somebody names as
    /// a push service. Raise it where most browsers subscribe at a service of your own.
    @WithDefault("60000")
    int messagesPerMinuteToStrangers();
}
