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
        return isInRule(wave.alsoFollowing(), wave.notFollowing())
                ? reason(wave.topics(), wave.level(), wave.storyId(), wave.createdAt())
                : Optional.empty();
    }

    Optional<String> reason(Alert alert) {
        return isInRule(alert.target().alsoFollowing(), alert.target().notFollowing())
                ? reason(alert.topics(), alert.level(), alert.storyId(), alert.createdAt())
                : Optional.empty();
    }

    private boolean isInRule(List<Long> also, List<Long> not) {
        return follows.keySet().containsAll(also) && not.stream().noneMatch(follows::containsKey);
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
