package io.newsbell.audience;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.newsbell.alert.AlertLevel;
import io.newsbell.alert.Reach;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/// Answers from the bitmaps; only all devices of an app are counted in the database, seldom, because that takes
/// seconds for ten million.
@Singleton
class LiveReach implements Reach {
    private static final int MOST_APPS = 1_000;
    private static final Silence NOBODY_IS_SILENT = Silence.none();

    private final FollowerIndex index;
    private final ChangeListener changes;
    private final LoadingCache<Long, Long> devices;

    LiveReach(FollowerIndex index, ChangeListener changes, ReachSql sql) {
        this.index = index;
        this.changes = changes;
        this.devices = Caffeine.newBuilder()
                .maximumSize(MOST_APPS)
                .expireAfterWrite(Duration.ofMinutes(5))
                .build(sql::devices);
    }

    @Override
    public boolean isKnown() {
        return changes.isComplete();
    }

    @Override
    public long audience(List<Long> topics, AlertLevel level) {
        return index.ask(followers -> new Selector(followers)
                .select(topics, level, new RoaringBitmap(), NOBODY_IS_SILENT)
                .audience()
                .getLongCardinality());
    }

    @Override
    public long devices(long appId) {
        return devices.get(appId);
    }
}
