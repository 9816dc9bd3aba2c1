package io.newsbell.audience;

import io.newsbell.alert.AlertLevel;
import io.newsbell.subscription.Level;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/// The algebra, free of where the bitmaps come from.
final class Selector {
    private final Followers followers;

    Selector(Followers followers) {
        this.followers = followers;
    }

    /// @param topics  the one to name as the reason first
    /// @param told    who was told about the story before
    /// @param silence who does not want to hear of it now
    Selection select(List<Long> topics, AlertLevel level, RoaringBitmap told, Silence silence) {
        var matched = new RoaringBitmap();
        var wanting = new RoaringBitmap();
        var unmuted = new RoaringBitmap();
        var audience = new RoaringBitmap();
        var parts = new ArrayList<Selection.Part>();
        for (long topic : topics) {
            for (var each : Level.values()) {
                matched.or(followers.of(topic, each));
            }
            var here = wanting(topic, level);
            wanting.or(here);
            here.andNot(silence.muted(topic));
            unmuted.or(here);
            here.andNot(silence.paused());
            if (!silence.stories().contains(topic)) {
                here.andNot(told);
            }
            here.andNot(audience);
            audience.or(here);
            if (!here.isEmpty()) {
                parts.add(new Selection.Part(topic, here));
            }
        }
        var suppressed = new EnumMap<Suppression, RoaringBitmap>(Suppression.class);
        suppressed.put(Suppression.WANTS_LESS, RoaringBitmap.andNot(matched, wanting));
        suppressed.put(Suppression.MUTED, RoaringBitmap.andNot(wanting, unmuted));
        suppressed.put(Suppression.PAUSED, RoaringBitmap.and(unmuted, silence.paused()));
        var heard = RoaringBitmap.andNot(unmuted, silence.paused());
        suppressed.put(Suppression.TOLD, RoaringBitmap.andNot(heard, audience));
        suppressed.values().removeIf(RoaringBitmap::isEmpty);
        return new Selection(matched, suppressed, parts);
    }

    private RoaringBitmap wanting(long topic, AlertLevel level) {
        var every = followers.of(topic, Level.EVERY);
        return switch (level) {
            case BREAKING, TOP -> RoaringBitmap.or(every, followers.of(topic, Level.IMPORTANT));
            case FOLLOWING -> every.clone();
        };
    }

    /// The devices that follow a topic at a level. The caller does not change what it gets.
    @FunctionalInterface
    interface Followers {
        RoaringBitmap of(long topic, Level level);
    }
}
