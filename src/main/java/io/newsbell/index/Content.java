package io.newsbell.index;

import com.carrotsearch.hppc.LongObjectHashMap;
import com.carrotsearch.hppc.cursors.LongObjectCursor;
import com.carrotsearch.hppc.cursors.ObjectCursor;
import io.newsbell.subscription.Level;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// All that the index holds. Not safe for several threads: [AudienceIndex] guards it.
final class Content implements AudienceIndex.Changes {
    private static final RoaringBitmap NOBODY = new RoaringBitmap();

    private final Agenda agenda;
    private final Profiles profiles;
    private final FollowerSets follows;
    private final TimedSet paused;
    private final SentWindow window;
    private final LongObjectHashMap<TimedSet> mutedTopics = new LongObjectHashMap<>();
    private final LongObjectHashMap<TimedSet> mutedStories = new LongObjectHashMap<>();

    /// @param filling whether it is filled first, and used when it has been made compact
    Content(Instant now, boolean filling) {
        this.agenda = new Agenda(now);
        this.profiles = new Profiles(agenda);
        this.follows = new FollowerSets(agenda, filling);
        this.paused = new TimedSet(agenda);
        this.window = new SentWindow(agenda, profiles);
    }

    @Override
    public void device(int ordinal, @Nullable Profile profile) {
        var before = profiles.cap(ordinal);
        profiles.set(ordinal, profile);
        var cap = profile == null ? 0 : profile.cap();
        if (cap != before) {
            window.capChanged(ordinal, cap);
        }
    }

    @Override
    public void paused(int ordinal, @Nullable Instant until) {
        paused.set(ordinal, until);
    }

    @Override
    public void follow(int ordinal, long topic, @Nullable Level level, @Nullable Instant until) {
        follows.set(ordinal, topic, level, until);
    }

    @Override
    public void mutedTopic(int ordinal, long topic, @Nullable Instant until) {
        mute(mutedTopics, ordinal, topic, until);
    }

    @Override
    public void mutedStory(int ordinal, long story, @Nullable Instant until) {
        mute(mutedStories, ordinal, story, until);
    }

    @Override
    public void sent(long wave, Instant at, RoaringBitmap devices) {
        window.set(wave, at, devices);
    }

    private void mute(LongObjectHashMap<TimedSet> muted, int ordinal, long target, @Nullable Instant until) {
        var held = muted.get(target);
        if (held == null && until != null) {
            held = new TimedSet(agenda);
            muted.put(target, held);
        }
        if (held != null) {
            held.set(ordinal, until);
        }
    }

    /// When something changes by itself next, in microseconds since 1970.
    long nextChange() {
        return agenda.next();
    }

    void pass(Instant time) {
        agenda.pass(time);
    }

    /// After it was filled for the first time.
    void compact() {
        profiles.compact();
        follows.compact();
    }

    /// Makes a set as small as it can be and still be read quickly: where there are many runs they save little, and
    /// each
    /// is read by itself.
    static void compact(RoaringBitmap devices) {
        var plain = devices.getLongSizeInBytes();
        if (devices.runOptimize() && devices.getLongSizeInBytes() > plain / 2) {
            devices.removeRunCompression();
        }
        devices.trim();
    }

    Profiles profiles() {
        return profiles;
    }

    FollowerSets follows() {
        return follows;
    }

    SentWindow window() {
        return window;
    }

    RoaringBitmap paused() {
        return paused.members();
    }

    RoaringBitmap mutedTopic(long topic) {
        return members(mutedTopics.get(topic));
    }

    RoaringBitmap mutedStory(long story) {
        return members(mutedStories.get(story));
    }

    private static RoaringBitmap members(@Nullable TimedSet set) {
        return set == null ? NOBODY : set.members();
    }

    Map<String, Long> memory() {
        var memory = new LinkedHashMap<String, Long>();
        memory.put("followers", follows.bytes(true));
        memory.put("small_followers", follows.bytes(false));
        memory.put("traits", profiles.bytes());
        memory.put("mutes", bytes(mutedTopics) + bytes(mutedStories) + paused.bytes());
        memory.put("window", window.bytes());
        return memory;
    }

    Map<Long, RoaringBitmap> differences(Content other, Differences.Kind kind) {
        return switch (kind) {
            case PROFILES -> Map.of(Differences.ALL, profiles.differences(other.profiles));
            case PAUSES -> Map.of(Differences.ALL, paused.differences(other.paused));
            case FOLLOWS -> follows.differences(other.follows);
            case TOPIC_MUTES -> differences(mutedTopics, other.mutedTopics);
            case STORY_MUTES -> differences(mutedStories, other.mutedStories);
            case SENT -> Differences.between(window.waves(), other.window.waves());
        };
    }

    private Map<Long, RoaringBitmap> differences(LongObjectHashMap<TimedSet> here, LongObjectHashMap<TimedSet> there) {
        var nobody = new TimedSet(agenda);
        var different = new HashMap<Long, RoaringBitmap>();
        for (LongObjectCursor<TimedSet> each : here) {
            different.put(each.key, each.value.differences(there.getOrDefault(each.key, nobody)));
        }
        for (LongObjectCursor<TimedSet> each : there) {
            if (!here.containsKey(each.key)) {
                different.put(each.key, nobody.differences(each.value));
            }
        }
        return different;
    }

    private static long bytes(LongObjectHashMap<TimedSet> sets) {
        var bytes = 0L;
        for (ObjectCursor<TimedSet> set : sets.values()) {
            bytes += Objects.requireNonNull(set.value).bytes();
        }
        return bytes;
    }
}
