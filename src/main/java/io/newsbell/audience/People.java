package io.newsbell.audience;

import io.newsbell.device.Platform;
import io.newsbell.subscription.Level;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.roaringbitmap.RoaringBitmap;

/// The index, or a part of it, at one moment, as a question sees it. Whoever gets a bitmap does not change it,
/// and does not keep it beyond the question, unless it says that it is the asker's own.
interface People {
    Instant now();

    /// Those of some devices that this part is about. The asker's own.
    RoaringBitmap here(RoaringBitmap devices);

    /// Follow the topic at this level, whether they can be reached or not.
    RoaringBitmap followers(long topic, Level level);

    /// Can be reached.
    RoaringBitmap reachable();

    RoaringBitmap ofApp(long app);

    RoaringBitmap mutedTopic(long topic);

    RoaringBitmap mutedStory(long story);

    RoaringBitmap paused();

    /// Have had as many alerts in the last 24 hours as their readers want.
    RoaringBitmap capped();

    /// Had an alert a shorter time ago than their readers want. The asker's own.
    RoaringBitmap tooSoon();

    /// Their readers want other languages only. The asker's own.
    RoaringBitmap notReading(String language);

    RoaringBitmap on(Platform platform);

    /// Run a version of the app that is out of the range, or do not tell which. The asker's own.
    RoaringBitmap notRunning(Optional<String> from, Optional<String> to);

    /// Have quiet hours now.
    RoaringBitmap quiet();

    /// Want breaking alerts in their quiet hours, too.
    RoaringBitmap breakingRings();

    /// When the quiet hours of these end, of those among them that have quiet hours now. The asker's own.
    SortedMap<Instant, RoaringBitmap> quietEnds(RoaringBitmap among);

    /// When it is that time of day next where these are. The asker's own.
    SortedMap<Instant, RoaringBitmap> nextLocal(LocalTime time, RoaringBitmap among);

    /// Their readers have chosen when to get a digest. The asker's own.
    RoaringBitmap choseDigest(RoaringBitmap among);

    /// When the next digest of these comes. The asker's own.
    ///
    /// @param usual of who has not chosen any
    SortedMap<Instant, RoaringBitmap> nextDigest(List<LocalTime> usual, RoaringBitmap among);

    /// How many of these are in each zone.
    Map<ZoneId, Long> zones(RoaringBitmap among);
}
