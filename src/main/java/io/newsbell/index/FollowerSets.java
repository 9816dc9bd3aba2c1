package io.newsbell.index;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.LongObjectHashMap;
import com.carrotsearch.hppc.cursors.LongObjectCursor;
import com.carrotsearch.hppc.cursors.ObjectCursor;
import io.newsbell.subscription.Level;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.Container;
import org.roaringbitmap.RoaringBitmap;

/// Who follows each topic at each level: a sorted array for the many topics with few followers, a bitmap for the few
/// topics with many.
final class FollowerSets {
    /// A bitmap of few devices, spread over millions, takes up to ten times the memory of an array. Below this many an
    /// array is smaller, and still quick to change.
    private static final int FEW = 1_024;

    private static final RoaringBitmap NOBODY = new RoaringBitmap();

    /// By level and topic.
    private final Map<Level, LongObjectHashMap<Object>> sets = new EnumMap<>(Level.class);
    private final LongObjectHashMap<Deadlines> deadlines = new LongObjectHashMap<>();
    private final Agenda agenda;

    /// While it is filled for the first time nobody asks, and nobody follows a topic at another level already: few
    /// followers are lists that grow, in the order in which they come.
    private boolean filling;

    /// @param filling whether it is filled first, and used when it has been made compact
    FollowerSets(Agenda agenda, boolean filling) {
        this.agenda = agenda;
        this.filling = filling;
        for (var level : Level.values()) {
            sets.put(level, new LongObjectHashMap<>());
        }
    }

    /// @param level null if it does not follow the topic
    /// @param until null for a follow without an end
    void set(int ordinal, long topic, @Nullable Level level, @Nullable Instant until) {
        var over = until != null && !until.isAfter(agenda.passed());
        if (filling) {
            if (level != null && !over) {
                fill(of(level), topic, ordinal);
                setDeadline(ordinal, topic, until);
            }
            return;
        }
        sets.forEach((each, topics) -> {
            if (each == level && !over) {
                add(topics, topic, ordinal);
            } else {
                remove(topics, topic, ordinal);
            }
        });
        setDeadline(ordinal, topic, level == null || over ? null : until);
    }

    private void setDeadline(int ordinal, long topic, @Nullable Instant until) {
        var held = deadlines.get(topic);
        if (held == null && until != null) {
            held = new Deadlines(agenda, device -> set(device, topic, null, null));
            deadlines.put(topic, held);
        }
        if (held != null) {
            held.set(ordinal, until);
        }
    }

    /// Those on a page; null if there are none. Not to be changed by the caller.
    @Nullable
    Container on(Page page, long topic, Level level) {
        return switch (of(level).get(topic)) {
            case null -> null;
            case RoaringBitmap many -> page.container(many);
            case int[] few -> page.container(few);
            default -> throw new IllegalStateException();
        };
    }

    private static RoaringBitmap bitmap(@Nullable Object set) {
        return switch (set) {
            case null -> NOBODY;
            case RoaringBitmap many -> many;
            case int[] few -> RoaringBitmap.bitmapOf(few);
            default -> throw new IllegalStateException();
        };
    }

    private static void fill(LongObjectHashMap<Object> sets, long topic, int ordinal) {
        switch (sets.get(topic)) {
            case null -> sets.put(topic, IntArrayList.from(ordinal));
            case RoaringBitmap many -> many.add(ordinal);
            case IntArrayList few -> {
                few.add(ordinal);
                if (few.size() > FEW) {
                    sets.put(topic, RoaringBitmap.bitmapOf(few.toArray()));
                }
            }
            default -> throw new IllegalStateException();
        }
    }

    /// After it was filled: gives back memory that was reserved for more.
    void compact() {
        filling = false;
        for (var topics : sets.values()) {
            for (LongObjectCursor<Object> set : topics) {
                switch (set.value) {
                    // No new key, so the map is not rearranged.
                    case IntArrayList few ->
                        topics.put(
                                set.key, RoaringBitmap.bitmapOf(few.toArray()).toArray());
                    case RoaringBitmap many -> {
                        Content.compact(many);
                    }
                    default -> throw new IllegalStateException();
                }
            }
        }
    }

    long follows() {
        var follows = 0L;
        for (var set : (Iterable<Object>) all()::iterator) {
            follows += set instanceof RoaringBitmap many ? many.getLongCardinality() : ((int[]) set).length;
        }
        return follows;
    }

    /// Bytes of topics with many followers, and of those with few.
    long bytes(boolean ofMany) {
        var bytes = 0L;
        for (var set : (Iterable<Object>) all()::iterator) {
            if (set instanceof RoaringBitmap many) {
                bytes += ofMany ? many.getLongSizeInBytes() : 0;
            } else {
                bytes += ofMany ? 0 : Integer.BYTES * (4L + ((int[]) set).length);
            }
        }
        if (!ofMany) {
            bytes += 2L
                    * Long.BYTES
                    * sets.values().stream().mapToLong(LongObjectHashMap::size).sum();
            for (ObjectCursor<Deadlines> each : deadlines.values()) {
                bytes += each.value.bytes();
            }
        }
        return bytes;
    }

    /// Devices that follow a topic at another level here than there, or until another time, by topic.
    Map<Long, RoaringBitmap> differences(FollowerSets other) {
        var different = new HashMap<Long, RoaringBitmap>();
        forEach((topic, level, here) -> note(
                different, topic, RoaringBitmap.xor(here, bitmap(other.of(level).get(topic)))));
        other.forEach((topic, level, there) -> {
            if (!of(level).containsKey(topic)) {
                note(different, topic, there);
            }
        });
        var none = new Deadlines(agenda, _ -> {});
        for (LongObjectCursor<Deadlines> each : deadlines) {
            note(different, each.key, each.value.differences(other.deadlines.getOrDefault(each.key, none)));
        }
        for (LongObjectCursor<Deadlines> each : other.deadlines) {
            if (!deadlines.containsKey(each.key)) {
                note(different, each.key, none.differences(each.value));
            }
        }
        return different;
    }

    private static void note(Map<Long, RoaringBitmap> different, long topic, RoaringBitmap devices) {
        if (!devices.isEmpty()) {
            different.computeIfAbsent(topic, _ -> new RoaringBitmap()).or(devices);
        }
    }

    void forEach(Visitor visitor) {
        sets.forEach((level, topics) -> {
            for (LongObjectCursor<Object> set : topics) {
                visitor.visit(set.key, level, bitmap(set.value));
            }
        });
    }

    private LongObjectHashMap<Object> of(Level level) {
        return Objects.requireNonNull(sets.get(level));
    }

    private Stream<Object> all() {
        return sets.values().stream()
                .flatMap(topics -> StreamSupport.stream(topics.values().spliterator(), false))
                .map(cursor -> cursor.value);
    }

    private static void add(LongObjectHashMap<Object> sets, long topic, int ordinal) {
        switch (sets.get(topic)) {
            case null -> sets.put(topic, new int[] {ordinal});
            case RoaringBitmap many -> many.add(ordinal);
            case int[] few -> {
                var at = Arrays.binarySearch(few, ordinal);
                if (at < 0) {
                    sets.put(topic, few.length < FEW ? inserted(few, -at - 1, ordinal) : many(few, ordinal));
                }
            }
            default -> throw new IllegalStateException();
        }
    }

    private static void remove(LongObjectHashMap<Object> sets, long topic, int ordinal) {
        switch (sets.get(topic)) {
            case null -> {}
            case RoaringBitmap many -> {
                // Not at once: a topic at the border would be copied with every follow and unfollow.
                if (many.checkedRemove(ordinal) && many.getCardinality() < FEW / 2) {
                    put(sets, topic, many.toArray());
                }
            }
            case int[] few -> {
                var at = Arrays.binarySearch(few, ordinal);
                if (at >= 0) {
                    put(sets, topic, removed(few, at));
                }
            }
            default -> throw new IllegalStateException();
        }
    }

    private static void put(LongObjectHashMap<Object> sets, long topic, int[] few) {
        if (few.length == 0) {
            sets.remove(topic);
        } else {
            sets.put(topic, few);
        }
    }

    private static RoaringBitmap many(int[] few, int another) {
        var many = RoaringBitmap.bitmapOf(few);
        many.add(another);
        return many;
    }

    private static int[] inserted(int[] few, int at, int ordinal) {
        var more = new int[few.length + 1];
        System.arraycopy(few, 0, more, 0, at);
        more[at] = ordinal;
        System.arraycopy(few, at, more, at + 1, few.length - at);
        return more;
    }

    private static int[] removed(int[] few, int at) {
        var less = new int[few.length - 1];
        System.arraycopy(few, 0, less, 0, at);
        System.arraycopy(few, at + 1, less, at, less.length - at);
        return less;
    }

    @FunctionalInterface
    interface Visitor {
        void visit(long topic, Level level, RoaringBitmap followers);
    }
}
