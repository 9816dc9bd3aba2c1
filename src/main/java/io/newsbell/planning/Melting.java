package io.newsbell.planning;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/// Makes one push for each phone out of all that waited for it: the best alert is sent, the next two are named
/// in it, and there is no room for more. Of a story a phone is told once.
final class Melting {
    static final int NAMED = 2;

    private final int combined;
    private final List<Long> stories = new ArrayList<>();
    private final Map<List<Integer>, RoaringBitmap> pushes = new LinkedHashMap<>();
    private final List<RoaringBitmap> bundled = new ArrayList<>();
    private final List<RoaringBitmap> outranked = new ArrayList<>();
    private final List<RoaringBitmap> told = new ArrayList<>();

    /// @param combined so many alerts can stand together in a push: bounds the number of different pushes. Those after
    ///                 them are only for phones for which there is nothing better
    Melting(int combined) {
        this.combined = combined;
    }

    /// Adds the next best alert.
    ///
    /// @param devices for which it waited, and that are still to be told
    void add(long story, RoaringBitmap devices) {
        int index = stories.size();
        stories.add(story);
        bundled.add(new RoaringBitmap());
        outranked.add(new RoaringBitmap());
        told.add(new RoaringBitmap());
        var alone = devices.clone();
        for (var push : List.copyOf(pushes.keySet())) {
            var group = pushes.get(push);
            var both = RoaringBitmap.and(group, alone);
            if (!both.isEmpty()) {
                alone.andNot(both);
                join(push, index, both);
            }
        }
        pushes.computeIfAbsent(List.of(index), _ -> new RoaringBitmap()).or(alone);
    }

    private void join(List<Integer> push, int index, RoaringBitmap devices) {
        if (push.stream().anyMatch(before -> stories.get(before).equals(stories.get(index)))) {
            told.get(index).or(devices);
        } else if (push.size() > NAMED || index >= combined) {
            outranked.get(index).or(devices);
        } else {
            bundled.get(index).or(devices);
            pushes.computeIfPresent(push, (_, group) -> RoaringBitmap.andNot(group, devices));
            var longer = new ArrayList<>(push);
            longer.add(index);
            pushes.computeIfAbsent(List.copyOf(longer), _ -> new RoaringBitmap())
                    .or(devices);
        }
    }

    /// Who gets which alerts in one push, as indexes in the order of adding, the best first.
    Map<List<Integer>, RoaringBitmap> pushes() {
        var some = new LinkedHashMap<>(pushes);
        some.values().removeIf(RoaringBitmap::isEmpty);
        return some;
    }

    RoaringBitmap bundled(int index) {
        return bundled.get(index);
    }

    RoaringBitmap outranked(int index) {
        return outranked.get(index);
    }

    /// Who gets another alert of its story in this push.
    RoaringBitmap told(int index) {
        return told.get(index);
    }
}
