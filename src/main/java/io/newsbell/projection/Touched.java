package io.newsbell.projection;

import io.newsbell.index.Differences;
import io.newsbell.index.Differences.Kind;
import io.newsbell.index.Differences.Pair;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
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
    /// So many are read anew in one go.
    private static final int PORTION = 10_000;

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

    /// All that two indexes hold otherwise but what was sent, a few at a time.
    static void forEachPortion(Differences found, Consumer<Touched> read) {
        var portion = new Portion(read);
        found.pairs(Kind.PROFILES)
                .forEach(pair -> portion.add(touched -> touched.profiles().add(pair.ordinal())));
        found.pairs(Kind.PAUSES)
                .forEach(pair -> portion.add(touched -> touched.profiles().add(pair.ordinal())));
        found.pairs(Kind.FOLLOWS)
                .forEach(pair -> portion.add(touched -> touched.follows().add(pair)));
        found.pairs(Kind.TOPIC_MUTES)
                .forEach(pair -> portion.add(touched -> touched.topicMutes().add(pair)));
        found.pairs(Kind.STORY_MUTES)
                .forEach(pair -> portion.add(touched -> touched.storyMutes().add(pair)));
        portion.pass();
    }

    private static final class Portion {
        private final Consumer<Touched> read;
        private Touched touched = new Touched();
        private int size;

        Portion(Consumer<Touched> read) {
            this.read = read;
        }

        void add(Consumer<Touched> one) {
            one.accept(touched);
            if (++size == PORTION) {
                pass();
            }
        }

        void pass() {
            if (size > 0) {
                read.accept(touched);
                touched = new Touched();
                size = 0;
            }
        }
    }
}
