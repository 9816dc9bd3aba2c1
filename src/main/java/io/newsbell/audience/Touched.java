package io.newsbell.audience;

import java.util.HashSet;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/// What may have changed and is to be read anew.
///
/// @param profiles    devices, for what they and their readers' preferences are
/// @param devices     the same, and for all that they follow and have muted. What they do not follow any more is among
///                    the pairs
/// @param follows     device and topic
/// @param topicMutes  device and topic
/// @param storyMutes  device and story
record Touched(
        RoaringBitmap profiles, RoaringBitmap devices, Set<Pair> follows, Set<Pair> topicMutes, Set<Pair> storyMutes) {
    private static final char DEVICES = 'd';
    private static final char PROFILES = 'p';
    private static final char FOLLOWS = 'f';
    private static final char TOPIC_MUTES = 't';
    private static final char STORY_MUTES = 's';
    private static final char GONE = 'g';

    Touched() {
        this(new RoaringBitmap(), new RoaringBitmap(), new HashSet<>(), new HashSet<>(), new HashSet<>());
    }

    /// Adds what a notification names, as the triggers write it (V10__audience.sql).
    void add(String notification) {
        var list = notification.substring(1).split(",");
        switch (notification.charAt(0)) {
            // Of who is gone there is nothing to read, which is the truth, too.
            case PROFILES, GONE -> ordinals(list, profiles);
            case DEVICES -> ordinals(list, devices);
            case FOLLOWS -> pairs(list, follows);
            case TOPIC_MUTES -> pairs(list, topicMutes);
            case STORY_MUTES -> pairs(list, storyMutes);
            // A newer version, on another node, may say what this one does not know.
            default -> {}
        }
    }

    boolean isEmpty() {
        return profiles.isEmpty()
                && devices.isEmpty()
                && follows.isEmpty()
                && topicMutes.isEmpty()
                && storyMutes.isEmpty();
    }

    private static void ordinals(String[] list, RoaringBitmap ordinals) {
        for (var ordinal : list) {
            ordinals.add(Integer.parseInt(ordinal));
        }
    }

    private static void pairs(String[] list, Set<Pair> pairs) {
        for (var pair : list) {
            int colon = pair.indexOf(':');
            pairs.add(new Pair(Integer.parseInt(pair.substring(0, colon)), Long.parseLong(pair.substring(colon + 1))));
        }
    }

    record Pair(int ordinal, long target) {}
}
