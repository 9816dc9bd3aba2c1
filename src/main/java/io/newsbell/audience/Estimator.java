package io.newsbell.audience;

import io.newsbell.audience.Estimate.ByTopic;
import io.newsbell.audience.Estimate.Overlap;
import io.newsbell.audience.Estimate.Waiting;
import io.newsbell.device.Platform;
import io.newsbell.index.AudienceIndex;
import io.newsbell.index.Bits;
import io.newsbell.index.People;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        var decided = Selector.onPage(question, people);
        var suppressed = new EnumMap<Suppression, Long>(Suppression.class);
        decided.suppressed().forEach((reason, devices) -> suppressed.put(reason, (long) devices.count()));
        var told = decided.matched().andNot(Bits.any(decided.suppressed().values()));
        var wanting = wanting(question, people, decided);
        return new Estimate(
                decided.matched().count(),
                suppressed,
                decided.parts().values().stream().mapToLong(Bits::count).sum(),
                decided.later().entrySet().stream()
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
    private static Map<Long, Bits> wanting(Question question, People people, Decided decided) {
        var wanting = new LinkedHashMap<Long, Bits>();
        var reachable = people.reachable();
        for (long topic : question.topics()) {
            var willing = decided.atOnce().willing(topic).or(decided.inDigest().willing(topic));
            wanting.put(topic, reachable.and(willing));
        }
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
