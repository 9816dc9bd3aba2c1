package io.newsbell.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.alert.AlertLevel;
import io.newsbell.subscription.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.roaringbitmap.RoaringBitmap;

/// The algebra against a plain interpreter that looks at one device after the other.
class SelectorTest {
    private static final int DEVICES = 200;
    private static final int TOPICS = 6;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void bitmaps_decide_what_an_interpreter_decides_for_each_device(long seed) {
        var world = World.random(new Random(seed));

        var selection = new Selector(world::followers).select(world.topics, world.level, world.told, world.silence);

        for (int device = 0; device < DEVICES; device++) {
            assertThat(decision(selection, device)).as("device %d", device).isEqualTo(world.decide(device));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void matched_is_the_sum_of_suppressed_and_audience(long seed) {
        var world = World.random(new Random(seed));

        var selection = new Selector(world::followers).select(world.topics, world.level, world.told, world.silence);

        var suppressed = selection.suppressed().values().stream()
                .mapToLong(RoaringBitmap::getLongCardinality)
                .sum();
        var parts = selection.parts().stream()
                .mapToLong(part -> part.devices().getLongCardinality())
                .sum();
        assertThat(selection.matched().getLongCardinality()).isEqualTo(suppressed + parts);
        assertThat(selection.audience().getLongCardinality()).isEqualTo(parts);
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    private static Decision decision(Selection selection, int device) {
        var parts = selection.parts().stream()
                .filter(part -> part.devices().contains(device))
                .map(Selection.Part::topicId)
                .toList();
        var reasons = selection.suppressed().entrySet().stream()
                .filter(entry -> entry.getValue().contains(device))
                .map(Map.Entry::getKey)
                .toList();
        assertThat(parts.size() + reasons.size()).isLessThanOrEqualTo(1);
        return new Decision(
                selection.matched().contains(device),
                parts.stream().findFirst(),
                reasons.stream().findFirst());
    }

    private record Decision(boolean matched, Optional<Long> topic, Optional<Suppression> suppressed) {}

    private record World(
            Map<Integer, Map<Long, Level>> follows,
            List<Long> topics,
            AlertLevel level,
            RoaringBitmap told,
            Silence silence) {
        static World random(Random random) {
            var follows = new HashMap<Integer, Map<Long, Level>>();
            for (int device = 0; device < DEVICES; device++) {
                var mine = new HashMap<Long, Level>();
                random.longs(random.nextInt(4), 0, TOPICS)
                        .forEach(topic -> mine.put(topic, oneOf(Level.values(), random)));
                follows.put(device, mine);
            }
            var told = some(random, 5);
            var muted = new HashMap<Long, RoaringBitmap>();
            random.longs(random.nextInt(4), 0, TOPICS).forEach(topic -> muted.put(topic, some(random, 3)));
            var silence =
                    new Silence(muted, some(random, 8), some(random, 6), random.nextBoolean() ? Set.of(0L) : Set.of());
            var topics = new ArrayList<>(LongStream.range(0, TOPICS).boxed().toList());
            Collections.shuffle(topics, random);
            topics.subList(1 + random.nextInt(3), TOPICS).clear();
            return new World(follows, topics, oneOf(AlertLevel.values(), random), told, silence);
        }

        private static RoaringBitmap some(Random random, int oneIn) {
            var some = new RoaringBitmap();
            IntStream.range(0, DEVICES)
                    .filter(device -> random.nextInt(oneIn) == 0)
                    .forEach(some::add);
            return some;
        }

        private static <T> T oneOf(T[] values, Random random) {
            return values[random.nextInt(values.length)];
        }

        RoaringBitmap followers(long topic, Level at) {
            var bitmap = new RoaringBitmap();
            follows.forEach((device, mine) -> {
                if (mine.get(topic) == at) {
                    bitmap.add(device);
                }
            });
            return bitmap;
        }

        Decision decide(int device) {
            var mine = follows.getOrDefault(device, Map.of());
            var matched = topics.stream().anyMatch(mine::containsKey);
            if (!matched) {
                return new Decision(false, Optional.empty(), Optional.empty());
            }
            var wanted = topics.stream().filter(topic -> wants(mine.get(topic))).toList();
            if (wanted.isEmpty()) {
                return left(Suppression.WANTS_LESS);
            }
            var unmuted = wanted.stream()
                    .filter(topic -> !silence.mutedStory().contains(device)
                            && !silence.mutedTopics()
                                    .getOrDefault(topic, new RoaringBitmap())
                                    .contains(device))
                    .toList();
            if (unmuted.isEmpty()) {
                return left(Suppression.MUTED);
            }
            if (silence.paused().contains(device)) {
                return left(Suppression.PAUSED);
            }
            return unmuted.stream()
                    .filter(topic -> !told.contains(device) || silence.stories().contains(topic))
                    .findFirst()
                    .map(topic -> new Decision(true, Optional.of(topic), Optional.empty()))
                    .orElse(left(Suppression.TOLD));
        }

        private static Decision left(Suppression reason) {
            return new Decision(true, Optional.empty(), Optional.of(reason));
        }

        private boolean wants(@Nullable Level mine) {
            return mine == Level.EVERY || (mine == Level.IMPORTANT && level != AlertLevel.FOLLOWING);
        }
    }
}
