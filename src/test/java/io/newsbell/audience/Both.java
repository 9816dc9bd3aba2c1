package io.newsbell.audience;

import io.newsbell.index.AudienceIndex;
import io.newsbell.index.Profile;
import io.newsbell.subscription.Level;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Tells two the same.
record Both(AudienceIndex.Changes one, AudienceIndex.Changes other) implements AudienceIndex.Changes {
    @Override
    public void device(int ordinal, @Nullable Profile profile) {
        one.device(ordinal, profile);
        other.device(ordinal, profile);
    }

    @Override
    public void paused(int ordinal, @Nullable Instant until) {
        one.paused(ordinal, until);
        other.paused(ordinal, until);
    }

    @Override
    public void follow(int ordinal, long topic, @Nullable Level level, @Nullable Instant until) {
        one.follow(ordinal, topic, level, until);
        other.follow(ordinal, topic, level, until);
    }

    @Override
    public void mutedTopic(int ordinal, long topic, @Nullable Instant until) {
        one.mutedTopic(ordinal, topic, until);
        other.mutedTopic(ordinal, topic, until);
    }

    @Override
    public void mutedStory(int ordinal, long story, @Nullable Instant until) {
        one.mutedStory(ordinal, story, until);
        other.mutedStory(ordinal, story, until);
    }

    @Override
    public void sent(long wave, Instant at, RoaringBitmap devices) {
        one.sent(wave, at, devices);
        other.sent(wave, at, devices);
    }
}
