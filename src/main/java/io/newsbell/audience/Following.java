package io.newsbell.audience;

import io.newsbell.index.Bits;
import io.newsbell.index.People;
import io.newsbell.subscription.Level;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who follows a topic, with those who are just being moved to it. They count as they will when they are there: whoever
/// follows it already keeps the level and the mutes that they have there; the others bring theirs along.
///
/// @param arriving by topic, those whose followers are being moved to it
record Following(People people, Map<Long, List<Long>> arriving) {
    static final Set<Level> EVERY_LEVEL = EnumSet.allOf(Level.class);

    Bits of(long topic, Set<Level> levels) {
        var here = people.followers(topic, levels);
        var from = arriving.getOrDefault(topic, List.of());
        if (from.isEmpty()) {
            return here;
        }
        var known = people.followers(topic, EVERY_LEVEL);
        for (long each : from) {
            here = here.or(people.followers(each, levels).andNot(known));
            known = known.or(people.followers(each, EVERY_LEVEL));
        }
        return here;
    }

    /// Of them, who has not muted it.
    Bits willing(long topic, Set<Level> levels) {
        var from = arriving.getOrDefault(topic, List.of());
        var muted = people.mutedTopic(topic);
        if (from.isEmpty()) {
            return people.followers(topic, levels).andNot(muted);
        }
        var known = people.followers(topic, EVERY_LEVEL);
        for (long each : from) {
            muted = muted.or(people.mutedTopic(each)
                    .and(people.followers(each, EVERY_LEVEL))
                    .andNot(known));
            known = known.or(people.followers(each, EVERY_LEVEL));
        }
        return of(topic, levels).andNot(muted);
    }
}
