package io.newsbell.receipt;

import io.newsbell.alert.Alert;
import io.newsbell.alert.AlertLevel;
import io.newsbell.history.PastWave;
import io.newsbell.subscription.Level;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a device's inbox depends on, read in one statement.
///
/// @param newestWave the highest number of a wave that was planned
/// @param opened     the alerts that the device reported as opened
/// @param withdrawn  the alerts whose article was taken back
/// @param follows    what its reader follows now, by topic, and by those that were merged into it
record Reader(
        Instant deviceSince,
        List<Gap> gaps,
        long newestWave,
        Set<UUID> opened,
        Set<UUID> withdrawn,
        Map<Long, Follow> follows,
        Set<Long> mutedTopics,
        Set<Long> mutedStories) {

    record Follow(String slug, Level level, Instant since) {}

    /// A time in which the device could not be reached.
    record Gap(Instant from, Instant to) {
        boolean covers(Instant time) {
            return !time.isBefore(from) && !time.isAfter(to);
        }
    }

    boolean wasUnreachable(Instant time) {
        return gaps.stream().anyMatch(gap -> gap.covers(time));
    }

    /// The slug of the topic because of which its reader wants the alert, by what they follow now.
    Optional<String> reason(PastWave wave) {
        return isInRule(wave.topics(), wave.alsoFollowing(), wave.notFollowing())
                ? reason(wave.topics(), wave.level(), wave.storyId(), wave.createdAt())
                : Optional.empty();
    }

    Optional<String> reason(Alert alert) {
        return isInRule(
                        alert.topics(),
                        alert.target().alsoFollowing(),
                        alert.target().notFollowing())
                ? reason(alert.topics(), alert.level(), alert.storyId(), alert.createdAt())
                : Optional.empty();
    }

    /// What is left out and became one with what is told or asked for is not left out.
    private boolean isInRule(List<Long> topics, List<Long> also, List<Long> not) {
        var wanted = slugs(Stream.concat(topics.stream(), also.stream()));
        return follows.keySet().containsAll(also) && wanted.containsAll(slugs(not.stream()));
    }

    /// What those of them that are followed are called now.
    private Set<String> slugs(Stream<Long> topics) {
        return topics.map(follows::get)
                .flatMap(Stream::ofNullable)
                .map(Follow::slug)
                .collect(Collectors.toSet());
    }

    private Optional<String> reason(List<Long> topics, AlertLevel level, long story, Instant at) {
        return mutedStories.contains(story)
                ? Optional.empty()
                : topics.stream()
                        .filter(topic -> !mutedTopics.contains(topic))
                        .map(follows::get)
                        .filter(follow ->
                                follow != null && !follow.since().isAfter(at) && Fit.rings(follow.level(), level))
                        .map(Follow::slug)
                        .findFirst();
    }
}
