package io.newsbell.alert;

import io.newsbell.device.Platform;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An alert as somebody has written it.
///
/// @param article  the newsroom's own id of the article that it is about; empty if it is about none
/// @param story    that it belongs to; empty for that of its article, or else for one of its own
/// @param link     empty for that of its article, and so are image and language
/// @param topics   slugs, the one to name as the reason first
/// @param alsoFollowing slugs: only readers who follow all of these, too
/// @param notFollowing  slugs: no readers who follow any of these
/// @param update   whether those are told, too, who were told about the story before
/// @param lifetime after which it is no news any more; empty for as long as the app's policy says
public record Draft(
        Optional<String> article,
        Optional<Long> story,
        AlertLevel level,
        String title,
        String body,
        Optional<URI> link,
        Optional<URI> image,
        List<String> topics,
        List<String> alsoFollowing,
        List<String> notFollowing,
        boolean update,
        Optional<String> language,
        Set<Platform> platforms,
        Optional<String> fromVersion,
        Optional<String> toVersion,
        Rollout rollout,
        Optional<Duration> lifetime) {}
