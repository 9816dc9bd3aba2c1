package io.newsbell.audience;

import io.newsbell.alert.AlertLevel;
import io.newsbell.alert.Reach;
import io.newsbell.index.AudienceIndex;
import io.newsbell.index.Bits;
import io.newsbell.index.People;
import io.newsbell.projection.ChangeListener;
import io.newsbell.subscription.Level;
import io.newsbell.topic.Topics;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

@Singleton
class LiveReach implements Reach {
    private final AudienceIndex index;
    private final ChangeListener changes;
    private final Topics topics;
    private final Clock clock;

    LiveReach(AudienceIndex index, ChangeListener changes, Topics topics, Clock clock) {
        this.index = index;
        this.changes = changes;
        this.topics = topics;
        this.clock = clock;
    }

    @Override
    public boolean isKnown() {
        return changes.isComplete();
    }

    @Override
    public long audience(List<Long> topics, AlertLevel level) {
        return followers(topics, Selector.levels(level));
    }

    @Override
    public long digestReaders(List<Long> topics) {
        return followers(topics, EnumSet.of(Level.DIGEST));
    }

    private long followers(List<Long> named, Set<Level> levels) {
        var meant = new MeantTopics(topics.meant(named));
        return sum(people -> {
            var following = new Following(people, meant.arriving());
            var followers = Bits.any(meant.of(named).stream()
                    .map(topic -> following.of(topic, levels))
                    .toList());
            return followers.countOfBoth(people.reachable());
        });
    }

    @Override
    public long devices(long appId) {
        return sum(people -> people.ofApp(appId).count());
    }

    private long sum(Function<People, Integer> count) {
        return index.ask(clock.instant(), count).stream()
                .mapToLong(Integer::longValue)
                .sum();
    }
}
