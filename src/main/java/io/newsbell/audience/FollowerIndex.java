package io.newsbell.audience;

import io.newsbell.subscription.Level;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.roaringbitmap.RoaringBitmap;

/// Which devices follow what, in memory. Safe for any number of threads; those who read see no half-made change.
final class FollowerIndex {
    private static final RoaringBitmap NOBODY = new RoaringBitmap();

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private Map<Long, Map<Level, RoaringBitmap>> topics = new HashMap<>();

    /// Reads under one lock, so that the question sees one state of the index.
    <T> T ask(Function<Selector.Followers, T> question) {
        lock.readLock().lock();
        try {
            return question.apply(
                    (topic, level) -> topics.getOrDefault(topic, Map.of()).getOrDefault(level, NOBODY));
        } finally {
            lock.readLock().unlock();
        }
    }

    /// Puts a whole new content in place of the old.
    void replace(Iterable<Follow> follows) {
        var fresh = new HashMap<Long, Map<Level, RoaringBitmap>>();
        follows.forEach(follow -> add(fresh, follow));
        fresh.values().forEach(levels -> levels.values().forEach(RoaringBitmap::runOptimize));
        lock.writeLock().lock();
        try {
            topics = fresh;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /// Sets what these devices follow to exactly `follows`, whatever it was before.
    void project(RoaringBitmap devices, List<Follow> follows) {
        lock.writeLock().lock();
        try {
            topics.values().forEach(levels -> levels.values().forEach(bitmap -> bitmap.andNot(devices)));
            follows.forEach(follow -> add(topics, follow));
        } finally {
            lock.writeLock().unlock();
        }
    }

    private static void add(Map<Long, Map<Level, RoaringBitmap>> topics, Follow follow) {
        topics.computeIfAbsent(follow.topic(), topic -> new EnumMap<>(Level.class))
                .computeIfAbsent(follow.level(), level -> new RoaringBitmap())
                .add(follow.ordinal());
    }

    record Follow(long topic, Level level, int ordinal) {}
}
