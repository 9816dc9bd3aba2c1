package io.newsbell.audience;

import io.newsbell.index.AudienceIndex;
import io.newsbell.index.Profile;
import io.newsbell.subscription.Level;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// What the index is told, kept as plainly as can be: one object for each device.
final class Facts implements AudienceIndex.Changes {
    private final Map<Integer, Device> devices = new TreeMap<>();
    private final Map<Long, Wave> waves = new TreeMap<>();

    Device of(int ordinal) {
        return devices.computeIfAbsent(ordinal, Device::new);
    }

    @Override
    public void device(int ordinal, @Nullable Profile profile) {
        of(ordinal).profile = profile;
    }

    @Override
    public void paused(int ordinal, @Nullable Instant until) {
        of(ordinal).pausedUntil = until;
    }

    @Override
    public void follow(int ordinal, long topic, @Nullable Level level, @Nullable Instant until) {
        if (level == null) {
            of(ordinal).follows.remove(topic);
        } else {
            of(ordinal).follows.put(topic, new Follow(level, until));
        }
    }

    @Override
    public void mutedTopic(int ordinal, long topic, @Nullable Instant until) {
        set(of(ordinal).mutedTopics, topic, until);
    }

    @Override
    public void mutedStory(int ordinal, long story, @Nullable Instant until) {
        set(of(ordinal).mutedStories, story, until);
    }

    private static void set(Map<Long, Instant> mutes, long target, @Nullable Instant until) {
        if (until == null) {
            mutes.remove(target);
        } else {
            mutes.put(target, until);
        }
    }

    @Override
    public void sent(long wave, Instant at, RoaringBitmap devices) {
        waves.put(wave, new Wave(at, devices.clone()));
    }

    Map<Long, Wave> waves() {
        return waves;
    }

    /// Tells another all that is known now.
    void tell(AudienceIndex.Changes other) {
        devices.values().forEach(device -> device.tell(other));
        waves.forEach((id, wave) -> other.sent(id, wave.at(), wave.devices()));
    }

    record Follow(Level level, @Nullable Instant until) {}

    record Wave(Instant at, RoaringBitmap devices) {}

    final class Device {
        private final int ordinal;
        private final Map<Long, Follow> follows = new HashMap<>();
        private final Map<Long, Instant> mutedTopics = new HashMap<>();
        private final Map<Long, Instant> mutedStories = new HashMap<>();
        private @Nullable Profile profile;
        private @Nullable Instant pausedUntil;

        private Device(int ordinal) {
            this.ordinal = ordinal;
        }

        int ordinal() {
            return ordinal;
        }

        @Nullable
        Profile profile() {
            return profile;
        }

        boolean isPaused(Instant now) {
            return isAhead(pausedUntil, now);
        }

        @Nullable
        Level level(long topic, Instant now) {
            var follow = follows.get(topic);
            return follow == null || (follow.until() != null && !follow.until().isAfter(now)) ? null : follow.level();
        }

        boolean hasMutedTopic(long topic, Instant now) {
            return isAhead(mutedTopics.get(topic), now);
        }

        boolean hasMutedStory(long story, Instant now) {
            return isAhead(mutedStories.get(story), now);
        }

        /// How many waves it was sent after `since` and until `now`.
        long sent(Instant since, Instant now) {
            return waves.values().stream()
                    .filter(wave -> wave.devices().contains(ordinal))
                    .filter(wave -> wave.at().isAfter(since) && !wave.at().isAfter(now))
                    .count();
        }

        private static boolean isAhead(@Nullable Instant until, Instant now) {
            return until != null && until.isAfter(now);
        }

        private void tell(AudienceIndex.Changes other) {
            other.device(ordinal, profile);
            other.paused(ordinal, pausedUntil);
            follows.forEach((topic, follow) -> other.follow(ordinal, topic, follow.level(), follow.until()));
            mutedTopics.forEach((topic, until) -> other.mutedTopic(ordinal, topic, until));
            mutedStories.forEach((story, until) -> other.mutedStory(ordinal, story, until));
        }
    }
}
