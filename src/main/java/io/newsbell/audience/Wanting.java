package io.newsbell.audience;

import io.newsbell.subscription.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/// Who follows the topics of a question at some levels, whether they can be reached or not.
///
/// @param followers of each topic, one set for each level that anybody follows it at
/// @param silent    who has muted each topic
/// @param anyone    who follows any of them, muted or not
record Wanting(Map<Long, List<RoaringBitmap>> followers, Map<Long, RoaringBitmap> silent, RoaringBitmap anyone) {
    static Wanting of(Question question, People people, Set<Level> levels) {
        var followers = new LinkedHashMap<Long, List<RoaringBitmap>>();
        var silent = new LinkedHashMap<Long, RoaringBitmap>();
        var everyone = new ArrayList<RoaringBitmap>();
        for (long topic : question.topics()) {
            var here = levels.stream()
                    .map(level -> people.followers(topic, level))
                    .filter(devices -> !devices.isEmpty())
                    .toList();
            followers.put(topic, here);
            silent.put(topic, people.mutedTopic(topic));
            everyone.addAll(here);
        }
        return new Wanting(followers, silent, RoaringBitmap.or(everyone.iterator()));
    }

    /// Those of some devices who follow a topic and have not muted it. The caller's own.
    RoaringBitmap among(RoaringBitmap devices, long topic) {
        var found = new RoaringBitmap();
        for (var each : followers.getOrDefault(topic, List.of())) {
            found.or(RoaringBitmap.and(devices, each));
        }
        found.andNot(silent.getOrDefault(topic, new RoaringBitmap()));
        return found;
    }

    /// Those of some devices who have muted every topic of these that they follow. Few mute anything, so only those are
    /// looked at more closely.
    RoaringBitmap muted(RoaringBitmap devices) {
        var muted = RoaringBitmap.and(devices, RoaringBitmap.or(silent.values().iterator()));
        var someMuted = muted.clone();
        for (long topic : followers.keySet()) {
            muted.andNot(among(someMuted, topic));
        }
        return muted;
    }
}
