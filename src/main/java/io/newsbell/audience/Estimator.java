package io.newsbell.audience;

import io.newsbell.audience.Estimate.ByTopic;
import io.newsbell.audience.Estimate.Overlap;
import io.newsbell.audience.Estimate.Waiting;
import io.newsbell.device.Platform;
import io.newsbell.index.AudienceIndex;
import io.newsbell.index.Bits;
import io.newsbell.index.People;
import io.newsbell.subscription.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.Container;

/// Counts what a selection would do.
final class Estimator {
    /// Beyond these many topics nobody reads a table of overlaps.
    private static final int OVERLAPPING = 10;

    private Estimator() {}

    /// @param slugs by topic
    static Estimate estimate(Question question, AudienceIndex index, Instant now, Map<Long, String> slugs) {
        return Estimate.together(index.ask(now, people -> onPage(question, people, slugs)));
    }

    private static Estimate onPage(Question question, People people, Map<Long, String> slugs) {
        var selection = Selector.onPage(question, people);
        var suppressed = new EnumMap<Suppression, Long>(Suppression.class);
        selection.suppressed().forEach((reason, devices) -> suppressed.put(reason, (long) devices.getCardinality()));
        var told = Bits.of(selection.matched())
                .andNot(Bits.union(selection.suppressed().values()));
        var wanting = wanting(question, people);
        return new Estimate(
                selection.matched().getCardinality(),
                suppressed,
                selection.parts().values().stream()
                        .mapToLong(Container::getCardinality)
                        .sum(),
                selection.later().entrySet().stream()
                        .map(later -> new Waiting(
                                later.getKey().reason(),
                                later.getKey().dueAt(),
                                later.getValue().getCardinality()))
                        .toList(),
                platforms(people, told),
                topics(wanting, told, slugs),
                overlaps(wanting, told, slugs),
                people.localHours(told));
    }

    /// Who can be reached and wants it under each topic, at once or in a digest, and has not muted the topic.
    private static Map<Long, Bits> wanting(Question question, People people) {
        var levels = Selector.levels(question.level());
        levels.add(Level.DIGEST);
        var all = Wanting.of(question, people, levels);
        var wanting = new LinkedHashMap<Long, Bits>();
        question.topics().forEach(topic -> wanting.put(topic, people.reachable().and(all.willing(topic))));
        return wanting;
    }

    private static Map<Platform, Long> platforms(People people, Bits told) {
        var counts = new EnumMap<Platform, Long>(Platform.class);
        for (var platform : Platform.values()) {
            counts.put(platform, (long) people.on(platform).countOfBoth(told));
        }
        return counts;
    }

    private static List<ByTopic> topics(Map<Long, Bits> wanting, Bits told, Map<Long, String> slugs) {
        var byOne = Bits.NONE;
        var byMore = Bits.NONE;
        for (var followers : wanting.values()) {
            byMore = byMore.or(byOne.and(followers));
            byOne = byOne.or(followers);
        }
        var alone = told.andNot(byMore);
        return wanting.entrySet().stream()
                .map(topic -> new ByTopic(
                        slugs.getOrDefault(topic.getKey(), ""),
                        topic.getValue().count(),
                        topic.getValue().countOfBoth(told),
                        topic.getValue().countOfBoth(alone)))
                .toList();
    }

    private static List<Overlap> overlaps(Map<Long, Bits> wanting, Bits told, Map<Long, String> slugs) {
        var overlaps = new ArrayList<Overlap>();
        var topics = wanting.keySet().stream().limit(OVERLAPPING).toList();
        for (int one = 0; one < topics.size(); one++) {
            var followers = told.and(wanting.getOrDefault(topics.get(one), Bits.NONE));
            for (var other : topics.subList(one + 1, topics.size())) {
                overlaps.add(new Overlap(
                        slugs.getOrDefault(topics.get(one), ""),
                        slugs.getOrDefault(other, ""),
                        followers.countOfBoth(wanting.getOrDefault(other, Bits.NONE))));
            }
        }
        return overlaps;
    }
}
