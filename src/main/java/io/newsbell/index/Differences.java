package io.newsbell.index;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.roaringbitmap.RoaringBitmap;

/// What two indexes hold otherwise: of each kind the devices, by the topic, story or wave that it is about.
public record Differences(Map<Kind, Map<Long, RoaringBitmap>> byKind) {
    /// In place of a topic, for what is about none.
    static final long ALL = 0;

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
    public Differences and(Differences other) {
        return of(kind -> {
            var both = new HashMap<Long, RoaringBitmap>();
            of(kind).forEach((key, devices) ->
                    both.put(key, RoaringBitmap.and(devices, other.of(kind).getOrDefault(key, new RoaringBitmap()))));
            return both;
        });
    }

    public Map<Long, RoaringBitmap> of(Kind kind) {
        return byKind.getOrDefault(kind, Map.of());
    }

    public long count(Kind kind) {
        return of(kind).values().stream()
                .mapToLong(RoaringBitmap::getLongCardinality)
                .sum();
    }

    public long count() {
        return Stream.of(Kind.values()).mapToLong(this::count).sum();
    }

    public List<Pair> examples(Kind kind, int atMost) {
        return pairs(kind).limit(atMost).toList();
    }

    public Stream<Pair> pairs(Kind kind) {
        return of(kind).entrySet().stream()
                .flatMap(each -> each.getValue().stream().mapToObj(ordinal -> new Pair(ordinal, each.getKey())));
    }

    public Set<Long> waves() {
        return of(Kind.SENT).keySet();
    }

    /// @param target what it is about: a topic, a story, or [#ALL]
    public record Pair(int ordinal, long target) {}

    public enum Kind {
        PROFILES,
        PAUSES,
        FOLLOWS,
        TOPIC_MUTES,
        STORY_MUTES,
        SENT
    }
}
