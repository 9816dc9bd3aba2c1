package io.newsbell.audience;

import io.newsbell.alert.AlertLevel;
import io.newsbell.alert.Reach;
import io.newsbell.subscription.Level;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.roaringbitmap.RoaringBitmap;

@Singleton
class LiveReach implements Reach {
    private final AudienceIndex index;
    private final ChangeListener changes;
    private final Clock clock;

    LiveReach(AudienceIndex index, ChangeListener changes, Clock clock) {
        this.index = index;
        this.changes = changes;
        this.clock = clock;
    }

    @Override
    public boolean isKnown() {
        return changes.isComplete();
    }

    @Override
    public long audience(List<Long> topics, AlertLevel level) {
        return sum(people -> {
            var followers = RoaringBitmap.or(topics.stream()
                    .flatMap(topic -> Selector.levels(level).stream().map(each -> people.followers(topic, each)))
                    .iterator());
            return (long) RoaringBitmap.andCardinality(followers, people.reachable());
        });
    }

    @Override
    public long digestReaders(List<Long> topics) {
        return sum(people -> {
            var followers = RoaringBitmap.or(topics.stream()
                    .map(topic -> people.followers(topic, Level.DIGEST))
                    .iterator());
            return (long) RoaringBitmap.andCardinality(followers, people.reachable());
        });
    }

    @Override
    public long devices(long appId) {
        return sum(people -> people.ofApp(appId).getLongCardinality());
    }

    private long sum(Function<People, Long> count) {
        return index.ask(clock.instant(), count).stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
