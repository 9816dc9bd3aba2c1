package io.newsbell.audience;

import io.newsbell.index.Bits;
import io.newsbell.index.People;
import io.newsbell.subscription.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Who follows the topics of a question at some levels, whether they can be reached or not.
///
/// @param anyone        who follows any of them, muted or not
/// @param anyoneWilling who follows one that they have not muted
/// @param byTopic       who follows each, and has not muted it
record Wanting(Bits anyone, Bits anyoneWilling, Map<Long, Bits> byTopic) {
    static Wanting of(Question question, People people, Set<Level> levels) {
        var followers = new ArrayList<Bits>();
        var byTopic = new HashMap<Long, Bits>();
        var following = new Following(people, question.arriving());
        for (long topic : question.topics()) {
            followers.add(following.of(topic, levels));
            byTopic.put(topic, following.willing(topic, levels));
        }
        return new Wanting(Bits.any(followers), Bits.any(byTopic.values()), byTopic);
    }

    Bits willing(long topic) {
        return byTopic.getOrDefault(topic, Bits.NONE);
    }
}
