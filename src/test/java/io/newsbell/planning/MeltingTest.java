package io.newsbell.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.roaringbitmap.RoaringBitmap;

class MeltingTest {
    @Test
    void a_phone_gets_the_best_and_two_names_in_one_push() {
        var melting = new Melting(30);
        for (long story = 0; story < 4; story++) {
            melting.add(story, RoaringBitmap.bitmapOf(7));
        }

        assertThat(melting.pushes()).isEqualTo(Map.of(List.of(0, 1, 2), RoaringBitmap.bitmapOf(7)));
        assertThat(melting.bundled(1).contains(7)).isTrue();
        assertThat(melting.bundled(2).contains(7)).isTrue();
        assertThat(melting.outranked(3).contains(7)).isTrue();
    }

    @Test
    void of_a_story_a_phone_is_told_once() {
        var melting = new Melting(30);
        melting.add(5, RoaringBitmap.bitmapOf(1, 2));
        melting.add(5, RoaringBitmap.bitmapOf(2, 3));

        assertThat(melting.pushes())
                .isEqualTo(Map.of(List.of(0), RoaringBitmap.bitmapOf(1, 2), List.of(1), RoaringBitmap.bitmapOf(3)));
        assertThat(melting.told(1)).isEqualTo(RoaringBitmap.bitmapOf(2));
    }

    @Test
    void what_comes_after_those_that_combine_is_for_who_has_nothing_better() {
        var melting = new Melting(1);
        melting.add(1, RoaringBitmap.bitmapOf(1));
        melting.add(2, RoaringBitmap.bitmapOf(1, 2));

        assertThat(melting.pushes())
                .isEqualTo(Map.of(List.of(0), RoaringBitmap.bitmapOf(1), List.of(1), RoaringBitmap.bitmapOf(2)));
        assertThat(melting.outranked(1)).isEqualTo(RoaringBitmap.bitmapOf(1));
    }

    /// Against the same, said for each device.
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everybody_is_in_one_set_of_each_alert_that_waited(long seed) {
        var random = new Random(seed);
        var melting = new Melting(6);
        var waited = new HashMap<Integer, RoaringBitmap>();
        for (int index = 0; index < 10; index++) {
            var devices = new RoaringBitmap();
            for (int device = 0; device < 200; device++) {
                if (random.nextInt(3) == 0) {
                    devices.add(device);
                }
            }
            waited.put(index, devices);
            melting.add(random.nextInt(7), devices);
        }

        var pushed = new RoaringBitmap();
        melting.pushes().forEach((push, devices) -> {
            assertThat(RoaringBitmap.intersects(pushed, devices)).isFalse();
            pushed.or(devices);
        });
        waited.forEach((index, devices) -> {
            var first = new RoaringBitmap();
            melting.pushes().forEach((push, group) -> {
                if (push.getFirst().equals(index)) {
                    first.or(group);
                }
            });
            var sets = List.of(first, melting.bundled(index), melting.outranked(index), melting.told(index));
            assertThat(RoaringBitmap.or(sets.iterator())).isEqualTo(devices);
            assertThat(sets.stream().mapToInt(RoaringBitmap::getCardinality).sum())
                    .isEqualTo(devices.getCardinality());
        });
    }

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }
}
