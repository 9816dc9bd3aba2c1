package io.newsbell.audience;

import io.newsbell.subscription.Level;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Everything about people, in memory. Safe for any number of threads: who asks sees one state of it, as it is
/// at the time of the question.
///
/// Devices are divided among as many parts as there are processors, by pages of their ordinals, so that every
/// question is answered by all processors. What becomes of a device depends on nothing in another part.
final class AudienceIndex {
    /// Sets with few followers are kept once in each part: more would cost more than they bring.
    private static final int MOST_PARTS = 4;

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private List<Content> parts;

    /// Empty.
    ///
    /// @param now nobody asks for a moment before it
    AudienceIndex(Instant now) {
        this(now, false);
    }

    private AudienceIndex(Instant now, boolean filling) {
        var processors = Math.min(MOST_PARTS, Runtime.getRuntime().availableProcessors());
        this.parts = IntStream.range(0, processors)
                .mapToObj(part -> new Content(now, filling, Pages.every(processors, part)))
                .toList();
    }

    /// One that is filled with millions of facts, each of which is told once, and then put in place of another.
    static AudienceIndex toBeFilled(Instant now) {
        return new AudienceIndex(now, true);
    }

    /// Answers at a moment: what is over by then counts no more.
    ///
    /// @param question is asked of each part at the same time
    /// @return the answers of all parts
    <T> List<T> ask(Instant now, Function<People, T> question) {
        if (holding(lock.readLock(), this::nextChange) <= Agenda.micros(now)) {
            holding(lock.writeLock(), () -> {
                parts.forEach(part -> part.pass(now));
                return true;
            });
        }
        return holding(
                lock.readLock(),
                () -> parts.parallelStream()
                        .map(part -> question.apply(part.at(now)))
                        .toList());
    }

    private long nextChange() {
        return parts.stream().mapToLong(Content::nextChange).min().orElse(Agenda.NEVER);
    }

    /// Makes several changes that are seen together, or not at all.
    void change(Consumer<Changes> changes) {
        holding(lock.writeLock(), () -> {
            changes.accept(new Divided(parts));
            return true;
        });
    }

    /// Puts another index's content in place of this one's, when it has been filled. Nobody else has the other one.
    void replaceBy(AudienceIndex filled) {
        filled.parts.parallelStream().forEach(Content::compact);
        holding(lock.writeLock(), () -> parts = filled.parts);
    }

    /// Bytes of memory, by what for.
    Map<String, Long> memory() {
        var memory = new LinkedHashMap<String, Long>();
        holding(lock.readLock(), () -> parts.stream().map(Content::memory).toList())
                .forEach(part -> part.forEach((what, bytes) -> memory.merge(what, bytes, Long::sum)));
        return memory;
    }

    /// What another index, which nobody else has, holds otherwise at that moment. Each kind is looked at by itself:
    /// changes pass in between.
    Differences differences(AudienceIndex other, Instant now) {
        ask(now, _ -> true);
        other.ask(now, _ -> true);
        return Differences.of(kind -> holding(lock.readLock(), () -> {
            var different = new HashMap<Long, RoaringBitmap>();
            for (int part = 0; part < parts.size(); part++) {
                parts.get(part)
                        .differences(other.parts.get(part), kind)
                        .forEach((about, devices) ->
                                different.merge(about, devices, (one, more) -> RoaringBitmap.or(one, more)));
            }
            return different;
        }));
    }

    /// How many devices can be reached.
    long devices() {
        return sum(Content::devices);
    }

    /// How many follows there are, of devices that can be reached or not.
    long follows() {
        return sum(Content::follows);
    }

    private long sum(ToLongFunction<Content> of) {
        return holding(lock.readLock(), () -> parts.stream().mapToLong(of).sum());
    }

    private static <T> T holding(Lock lock, Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /// Tells each part what is about its devices.
    private record Divided(List<Content> parts) implements Changes {
        @Override
        public void device(int ordinal, @Nullable Profile profile) {
            of(ordinal).device(ordinal, profile);
        }

        @Override
        public void paused(int ordinal, @Nullable Instant until) {
            of(ordinal).paused(ordinal, until);
        }

        @Override
        public void follow(int ordinal, long topic, @Nullable Level level, @Nullable Instant until) {
            of(ordinal).follow(ordinal, topic, level, until);
        }

        @Override
        public void mutedTopic(int ordinal, long topic, @Nullable Instant until) {
            of(ordinal).mutedTopic(ordinal, topic, until);
        }

        @Override
        public void mutedStory(int ordinal, long story, @Nullable Instant until) {
            of(ordinal).mutedStory(ordinal, story, until);
        }

        @Override
        public void sent(long wave, Instant at, RoaringBitmap devices) {
            parts.forEach(part -> part.sent(wave, at, devices));
        }

        private Content of(int ordinal) {
            return parts.get(Pages.of(ordinal) % parts.size());
        }
    }

    /// Each call sets a fact to what it is now, whatever it was before; repeating it changes nothing.
    interface Changes {
        /// @param profile null if the device cannot be reached
        void device(int ordinal, @Nullable Profile profile);

        /// @param until null if the device's reader has not paused
        void paused(int ordinal, @Nullable Instant until);

        /// @param level null if it does not follow the topic
        /// @param until null for a follow without an end
        void follow(int ordinal, long topic, @Nullable Level level, @Nullable Instant until);

        /// @param until null if it has not muted the topic
        void mutedTopic(int ordinal, long topic, @Nullable Instant until);

        /// @param until null if it has not muted the story
        void mutedStory(int ordinal, long story, @Nullable Instant until);

        /// @param devices whom the wave was meant for, or, once it is finished, whom it reached; not to be changed
        ///                afterwards
        void sent(long wave, Instant at, RoaringBitmap devices);
    }
}
