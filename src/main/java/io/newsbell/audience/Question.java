package io.newsbell.audience;

import io.newsbell.alert.AlertLevel;
import io.newsbell.alert.Target;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/// What is asked of the index for one alert.
///
/// @param arriving    topics whose followers are just being moved to one of those that are asked about, by
///                    that one. Whoever is not there yet follows it, too, as they follow the other, unless
///                    they follow both
/// @param topics      the one to name as the reason first
/// @param stories     those of the topics that are a story: who follows one wants all of it, told before or
///                    not
/// @param told        who was told about the story before; nobody if the alert is an update that all are to
///                    have
/// @param due         who waited for a wave that is due; empty for the first look, which is at everybody
/// @param localTime   at which the alert is to come wherever a device is; empty for at once
/// @param staleAt     when it will be no news any more
/// @param digestTimes of who has not chosen any
record Question(
        List<Long> topics,
        Set<Long> stories,
        long story,
        AlertLevel level,
        Target target,
        RoaringBitmap told,
        Optional<Due> due,
        Optional<LocalTime> localTime,
        Instant staleAt,
        Breaking breaking,
        List<LocalTime> digestTimes,
        Map<Long, List<Long>> arriving) {

    /// Whether the topics of both mean the same.
    boolean isAboutTheSame(Question other) {
        return topics.equals(other.topics) && target.equals(other.target) && arriving.equals(other.arriving);
    }

    /// The same for one that comes at a time of day.
    Question at(Optional<LocalTime> time) {
        return new Question(
                topics, stories, story, level, target, told, due, time, staleAt, breaking, digestTimes, arriving);
    }

    /// What a breaking alert passes by the app's policy.
    record Breaking(boolean cap, boolean gap, boolean quiet) {}

    /// @param digest  whether it is a digest that they waited for
    /// @param devices not to be changed
    record Due(boolean digest, RoaringBitmap devices) {}
}
