package io.newsbell.audience;

import java.util.Map;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/// Who does not want to hear of one alert at this moment, by device ordinal.
///
/// @param mutedTopics who muted each of the alert's topics; a topic that nobody muted may be missing
/// @param mutedStory  who muted its story
/// @param paused      who wants to hear nothing at all for a while
/// @param stories     those of the alert's topics that are a story: who follows one wants all of it, told
///                    before or not
record Silence(
        Map<Long, RoaringBitmap> mutedTopics, RoaringBitmap mutedStory, RoaringBitmap paused, Set<Long> stories) {
    private static final RoaringBitmap NOBODY = new RoaringBitmap();

    static Silence none() {
        return new Silence(Map.of(), NOBODY, NOBODY, Set.of());
    }

    RoaringBitmap muted(long topic) {
        return RoaringBitmap.or(mutedStory, mutedTopics.getOrDefault(topic, NOBODY));
    }
}
