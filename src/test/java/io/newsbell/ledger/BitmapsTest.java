package io.newsbell.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.roaringbitmap.RoaringBitmap;

class BitmapsTest {
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void slices_are_full_but_the_last_and_together_they_are_the_whole(long seed) {
        var random = new Random(seed);
        var whole = new RoaringBitmap();
        random.ints(random.nextInt(5_000), 0, 1 + random.nextInt(300_000)).forEach(whole::add);
        var size = 1 + random.nextInt(700);

        var slices = Bitmaps.slices(whole, size);

        assertThat(RoaringBitmap.or(slices.iterator())).isEqualTo(whole);
        assertThat(slices.stream().mapToInt(RoaringBitmap::getCardinality).sum())
                .isEqualTo(whole.getCardinality());
        assertThat(slices.stream().limit(Math.max(0, slices.size() - 1)).map(RoaringBitmap::getCardinality))
                .allMatch(count -> count == size);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void what_was_written_is_read_again(long seed) {
        var random = new Random(seed);
        var bitmap = new RoaringBitmap();
        random.ints(random.nextInt(2_000), 0, 1 << 20).forEach(bitmap::add);

        assertThat(Bitmaps.read(Bitmaps.write(bitmap))).isEqualTo(bitmap);
    }

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }
}
