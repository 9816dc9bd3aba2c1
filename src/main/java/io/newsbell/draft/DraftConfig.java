package io.newsbell.draft;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// Drafts at the desk.
@ConfigMapping(prefix = "newsbell.draft")
interface DraftConfig {
    /// So long after the last click a draft can still be taken back, and no phone has rung.
    @WithDefault("PT10S")
    Duration undo();

    /// Whether the desk opens what a draft links to and shows, to warn of what does not open. For a server
    /// without a way out into the internet it is to be false.
    @WithDefault("true")
    boolean opensLinks();

    /// How long a server may take to answer, redirects and all.
    @WithDefault("5s")
    Duration linksAnswerWithin();

    /// Hosts that may lie on addresses that are not public, with commas between: your own site, seen from
    /// inside. Whoever writes drafts can make this server call any port of these hosts.
    Optional<Set<String>> privateHosts();
}
