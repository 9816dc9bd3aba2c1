package io.newsbell.index;

import io.newsbell.device.Platform;
import io.newsbell.subscription.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Everything about people, in memory. Safe for any number of threads: who asks sees one state of it, as it
/// is at the time of the question.
public final class AudienceIndex {
    /// No cap and no gap looks back further.
    public static final Duration WINDOW = SentWindow.LENGTH;

    /// Pages are asked in so many stretches for each processor: if one takes longer, others are taken
    /// meanwhile.
    private static final int STRETCHES = 4;

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private Content content;

    /// Empty.
    ///
    /// @param now nobody asks for a moment before it
    public AudienceIndex(Instant now) {
        this(new Content(now, false));
    }

    private AudienceIndex(Content content) {
        this.content = content;
    }

    /// One that is filled with millions of facts, each of which is told once, and then put in place of
    /// another.
    public static AudienceIndex toBeFilled(Instant now) {
        return new AudienceIndex(new Content(now, true));
    }

    /// Answers at a moment: what is over by then counts no more.
    ///
    /// @param question is asked about each page up to the last device that can be reached, by all processors
    /// @return the answers in the order of the pages, one at least
    public <T> List<T> ask(Instant now, Function<People, T> question) {
        return ask(now, new RoaringBitmap(), question);
    }

    /// @param also is asked about these devices, too, whether they can be reached or not
    public <T> List<T> ask(Instant now, RoaringBitmap also, Function<People, T> question) {
        if (holding(lock.readLock(), () -> content.nextChange()) <= Agenda.micros(now)) {
            holding(lock.writeLock(), () -> {
                content.pass(now);
                return true;
            });
        }
        return holding(lock.readLock(), () -> {
            var all = Math.max(
                    1, Math.max(Page.count(also), Page.count(content.profiles().reachable())));
            var stretches = Math.min(all, STRETCHES * Runtime.getRuntime().availableProcessors());
            return IntStream.range(0, stretches)
                    .parallel()
                    .mapToObj(stretch -> {
                        var people = new People(now, content);
                        return IntStream.range(all * stretch / stretches, all * (stretch + 1) / stretches)
                                .mapToObj(page -> question.apply(people.turnTo(page)))
                                .toList();
                    })
                    .flatMap(List::stream)
                    .toList();
        });
    }

    /// Makes several changes that are seen together, or not at all.
    public void change(Consumer<Changes> changes) {
        holding(lock.writeLock(), () -> {
            changes.accept(content);
            return true;
        });
    }

    /// Puts another index's content in place of this one's, when it has been filled. Nobody else has the
    /// other one.
    public void replaceBy(AudienceIndex filled) {
        filled.content.compact();
        holding(lock.writeLock(), () -> content = filled.content);
    }

    /// Bytes of memory, by what for.
    public Map<String, Long> memory() {
        return holding(lock.readLock(), () -> content.memory());
    }

    /// What another index, which nobody else has, holds otherwise at that moment. Each kind is looked at by
    /// itself: changes pass in between.
    public Differences differences(AudienceIndex other, Instant now) {
        ask(now, _ -> true);
        other.ask(now, _ -> true);
        return Differences.of(kind -> holding(lock.readLock(), () -> content.differences(other.content, kind)));
    }

    /// The devices of each platform that can be reached. The caller may change them.
    public Map<Platform, RoaringBitmap> platforms() {
        return holding(
                lock.readLock(),
                () -> Stream.of(Platform.values())
                        .collect(Collectors.toMap(
                                platform -> platform,
                                platform -> content.profiles()
                                        .having(new Trait.On(platform))
                                        .clone())));
    }

    /// How many devices can be reached.
    public long devices() {
        return holding(lock.readLock(), () -> content.profiles().reachable().getLongCardinality());
    }

    /// How many devices of a platform can be reached.
    public long devices(Platform platform) {
        return holding(
                lock.readLock(),
                () -> content.profiles().having(new Trait.On(platform)).getLongCardinality());
    }

    /// How many follows there are, of devices that can be reached or not.
    public long follows() {
        return holding(lock.readLock(), () -> content.follows().follows());
    }

    private static <T> T holding(Lock lock, Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /// Each call sets a fact to what it is now, whatever it was before; repeating it changes nothing.
    public interface Changes {
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

        /// @param devices whom the wave was meant for, or, once it is finished, whom it reached; not to be
        ///                changed afterwards
        void sent(long wave, Instant at, RoaringBitmap devices);
    }
}
