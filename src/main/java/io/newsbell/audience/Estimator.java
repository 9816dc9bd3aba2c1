package io.newsbell.audience;

import io.newsbell.audience.Estimate.ByTopic;
import io.newsbell.audience.Estimate.Overlap;
import io.newsbell.audience.Estimate.Waiting;
import io.newsbell.device.Platform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/// Counts what a selection would do.
final class Estimator {
    private static final int HOURS = 24;

    /// Beyond these many topics nobody reads a table of overlaps.
    private static final int OVERLAPPING = 10;

    private Estimator() {}

    /// @param slugs by topic
    static Estimate estimate(Question question, People people, Map<Long, String> slugs) {
        var selection = Selector.select(question, people);
        var told = selection.audience();
        selection.later().forEach(later -> told.or(later.devices()));
        var suppressed = new EnumMap<Suppression, Long>(Suppression.class);
        selection.suppressed().forEach((reason, devices) -> suppressed.put(reason, devices.getLongCardinality()));
        var all = Selector.wanting(question, people);
        var wanting = new LinkedHashMap<Long, RoaringBitmap>();
        question.topics().forEach(topic -> wanting.put(topic, all.among(people.reachable(), topic)));
        return new Estimate(
                selection.matched().getLongCardinality(),
                suppressed,
                selection.parts().stream()
                        .mapToLong(part -> part.devices().getLongCardinality())
                        .sum(),
                selection.later().stream()
                        .map(later -> new Waiting(
                                later.reason(), later.dueAt(), later.devices().getLongCardinality()))
                        .toList(),
                platforms(people, told),
                topics(wanting, told, slugs),
                overlaps(wanting, told, slugs),
                localHours(people, told));
    }

    private static Map<Platform, Long> platforms(People people, RoaringBitmap told) {
        var counts = new EnumMap<Platform, Long>(Platform.class);
        for (var platform : Platform.values()) {
            counts.put(platform, (long) RoaringBitmap.andCardinality(people.on(platform), told));
        }
        return counts;
    }

    private static List<ByTopic> topics(Map<Long, RoaringBitmap> wanting, RoaringBitmap told, Map<Long, String> slugs) {
        var byOne = new RoaringBitmap();
        var byMore = new RoaringBitmap();
        wanting.values().forEach(followers -> {
            byMore.or(RoaringBitmap.and(byOne, followers));
            byOne.or(followers);
        });
        var alone = RoaringBitmap.andNot(told, byMore);
        return wanting.entrySet().stream()
                .map(topic -> new ByTopic(
                        slugs.getOrDefault(topic.getKey(), ""),
                        topic.getValue().getLongCardinality(),
                        RoaringBitmap.andCardinality(topic.getValue(), told),
                        RoaringBitmap.andCardinality(topic.getValue(), alone)))
                .toList();
    }

    private static List<Overlap> overlaps(
            Map<Long, RoaringBitmap> wanting, RoaringBitmap told, Map<Long, String> slugs) {
        var overlaps = new ArrayList<Overlap>();
        var topics = wanting.keySet().stream().limit(OVERLAPPING).toList();
        for (int one = 0; one < topics.size(); one++) {
            var followers = RoaringBitmap.and(told, wanting.get(topics.get(one)));
            for (var other : topics.subList(one + 1, topics.size())) {
                overlaps.add(new Overlap(
                        slugs.getOrDefault(topics.get(one), ""),
                        slugs.getOrDefault(other, ""),
                        RoaringBitmap.andCardinality(followers, wanting.get(other))));
            }
        }
        return overlaps;
    }

    private static List<Long> localHours(People people, RoaringBitmap told) {
        var hours = new long[HOURS];
        people.zones(told)
                .forEach((zone, devices) -> hours[people.now().atZone(zone).getHour()] += devices);
        return Arrays.stream(hours).boxed().toList();
    }
}
