package io.newsbell.audience;

import io.newsbell.device.Platform;
import io.newsbell.subscription.Level;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.roaringbitmap.RoaringBitmap;

/// All that an index can say at a moment, copied, to be compared.
record Everything(
        Map<String, RoaringBitmap> sets, Map<String, Map<Instant, RoaringBitmap>> times, Map<ZoneId, Long> zones) {
    private static final LocalTime NIGHT = LocalTime.of(2, 30);

    static Everything of(People people, Question question) {
        var sets = new TreeMap<String, RoaringBitmap>();
        question.topics().forEach(topic -> {
            for (var level : Level.values()) {
                sets.put(
                        "followers " + topic + level,
                        people.followers(topic, level).clone());
            }
            sets.put("muted " + topic, people.mutedTopic(topic).clone());
        });
        for (var platform : Platform.values()) {
            sets.put("on " + platform, people.on(platform).clone());
        }
        List.of(1L, 2L).forEach(app -> sets.put("of " + app, people.ofApp(app).clone()));
        sets.put("reachable", people.reachable().clone());
        sets.put("muted story", people.mutedStory(question.story()).clone());
        sets.put("paused", people.paused().clone());
        sets.put("capped", people.capped().clone());
        sets.put("too soon", people.tooSoon());
        sets.put("not reading", people.notReading(question.target().language().orElse("en-GB")));
        sets.put(
                "running",
                people.notRunning(
                        question.target().fromVersion(), question.target().toVersion()));
        sets.put("quiet", people.quiet().clone());
        sets.put("breaking rings", people.breakingRings().clone());
        var all = people.reachable();
        sets.put("chose digest", people.choseDigest(all));
        var times = new HashMap<String, Map<Instant, RoaringBitmap>>();
        times.put("quiet ends", people.quietEnds(all));
        times.put("next local", people.nextLocal(NIGHT, all));
        times.put("next digest", people.nextDigest(question.digestTimes(), all));
        return new Everything(sets, times, people.zones(all));
    }
}
