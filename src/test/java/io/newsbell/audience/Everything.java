package io.newsbell.audience;

import io.newsbell.device.Platform;
import io.newsbell.index.Bits;
import io.newsbell.index.People;
import io.newsbell.subscription.Level;
import java.time.Instant;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.roaringbitmap.Container;

/// All that an index can say of a page at a moment, to be compared.
record Everything(Map<String, Container> sets, Map<String, Map<Instant, Container>> times, List<Long> localHours) {
    private static final LocalTime NIGHT = LocalTime.of(2, 30);

    static Everything of(People people, Question question) {
        var sets = new TreeMap<String, Bits>();
        question.topics().forEach(topic -> {
            for (var level : Level.values()) {
                sets.put("followers " + topic + level, people.followers(topic, EnumSet.of(level)));
            }
            sets.put("muted " + topic, people.mutedTopic(topic));
        });
        for (var platform : Platform.values()) {
            sets.put("on " + platform, people.on(platform));
        }
        List.of(1L, 2L).forEach(app -> sets.put("of " + app, people.ofApp(app)));
        sets.put("reachable", people.reachable());
        sets.put("muted story", people.mutedStory(question.story()));
        sets.put("paused", people.paused());
        sets.put("capped", people.capped());
        sets.put("too soon", people.tooSoon());
        sets.put("not reading", people.notReading(question.target().language().orElse("en-GB")));
        sets.put(
                "running",
                people.notRunning(
                        question.target().fromVersion(), question.target().toVersion()));
        sets.put("quiet", people.quiet());
        sets.put("breaking rings", people.breakingRings());
        var all = people.reachable();
        sets.put("chose digest", people.choseDigest().and(all));
        var times = new HashMap<String, Map<Instant, Container>>();
        times.put("quiet ends", people.quietEnds(all));
        times.put("next local", people.nextLocal(NIGHT, all));
        times.put("next digest", people.nextDigest(question.digestTimes(), all));
        var containers = new TreeMap<String, Container>();
        sets.forEach((name, bits) -> containers.put(name, bits.toContainer()));
        return new Everything(containers, times, people.localHours(all));
    }
}
