package io.newsbell.audience;

import io.newsbell.audience.Touched.Pair;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.roaringbitmap.RoaringBitmap;

/// What two indexes hold otherwise: of each kind the devices, by the topic, story or wave that it is about.
record Differences(Map<Kind, Map<Long, RoaringBitmap>> byKind) {
    /// In place of a topic, for what is about none.
    static final long ALL = 0;

    /// So many are read anew in one go.
    private static final int PORTION = 10_000;

    static Differences of(Function<Kind, Map<Long, RoaringBitmap>> each) {
        var all = new EnumMap<Kind, Map<Long, RoaringBitmap>>(Kind.class);
        for (var kind : Kind.values()) {
            var some = new HashMap<>(each.apply(kind));
            some.values().removeIf(RoaringBitmap::isEmpty);
            all.put(kind, some);
        }
        return new Differences(all);
    }

    static <K> Map<K, RoaringBitmap> between(Map<K, RoaringBitmap> here, Map<K, RoaringBitmap> there) {
        var nobody = new RoaringBitmap();
        var different = new HashMap<K, RoaringBitmap>();
        here.forEach((key, devices) -> different.put(key, RoaringBitmap.xor(devices, there.getOrDefault(key, nobody))));
        there.forEach((key, devices) -> different.putIfAbsent(key, devices));
        return different;
    }

    /// What differs there, too.
    Differences and(Differences other) {
        return of(kind -> {
            var both = new HashMap<Long, RoaringBitmap>();
            of(kind).forEach((key, devices) ->
                    both.put(key, RoaringBitmap.and(devices, other.of(kind).getOrDefault(key, new RoaringBitmap()))));
            return both;
        });
    }

    Map<Long, RoaringBitmap> of(Kind kind) {
        return byKind.getOrDefault(kind, Map.of());
    }

    long count(Kind kind) {
        return of(kind).values().stream()
                .mapToLong(RoaringBitmap::getLongCardinality)
                .sum();
    }

    long count() {
        return Stream.of(Kind.values()).mapToLong(this::count).sum();
    }

    List<Pair> examples(Kind kind, int atMost) {
        return pairs(kind).limit(atMost).toList();
    }

    private Stream<Pair> pairs(Kind kind) {
        return of(kind).entrySet().stream()
                .flatMap(each -> each.getValue().stream().mapToObj(ordinal -> new Pair(ordinal, each.getKey())));
    }

    /// All but what was sent, to be read anew a few at a time.
    void forEachPortion(Consumer<Touched> read) {
        var portion = new Portion(read);
        pairs(Kind.PROFILES)
                .forEach(pair -> portion.add(touched -> touched.profiles().add(pair.ordinal())));
        pairs(Kind.PAUSES)
                .forEach(pair -> portion.add(touched -> touched.profiles().add(pair.ordinal())));
        pairs(Kind.FOLLOWS)
                .forEach(pair -> portion.add(touched -> touched.follows().add(pair)));
        pairs(Kind.TOPIC_MUTES)
                .forEach(pair -> portion.add(touched -> touched.topicMutes().add(pair)));
        pairs(Kind.STORY_MUTES)
                .forEach(pair -> portion.add(touched -> touched.storyMutes().add(pair)));
        portion.pass();
    }

    Set<Long> waves() {
        return of(Kind.SENT).keySet();
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

    enum Kind {
        PROFILES,
        PAUSES,
        FOLLOWS,
        TOPIC_MUTES,
        STORY_MUTES,
        SENT
    }
}
