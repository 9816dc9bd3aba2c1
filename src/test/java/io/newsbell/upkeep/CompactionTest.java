package io.newsbell.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.ledger.Bitmaps;
import io.newsbell.ledger.Entry;
import io.newsbell.upkeep.CompactionSql.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.roaringbitmap.RoaringBitmap;

class CompactionTest {
    private static final int PAGE = 65_536;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everybody_keeps_topic_text_and_outcome(long seed) {
        var batches = batches(new Random(seed));

        assertThat(facts(Compaction.together(batches))).isEqualTo(facts(batches));
    }

    @Test
    void slices_of_one_topic_become_one_row_for_each_page_of_ordinals() {
        var slices = Bitmaps.slices(RoaringBitmap.bitmapOfRange(0, 3 * PAGE), 2_000).stream()
                .map(slice -> new Batch(1, null, slice, new byte[slice.getCardinality()]))
                .toList();

        assertThat(Compaction.together(slices))
                .hasSize(3)
                .allSatisfy(row -> assertThat(row.recipients().getCardinality()).isEqualTo(PAGE));
    }

    /// Batches of a version that did not know their first and last recipients come in any order.
    @Test
    void slices_that_come_in_another_order_lose_nothing() {
        var slices = new ArrayList<>(Bitmaps.slices(RoaringBitmap.bitmapOfRange(0, 10_000), 1_000).stream()
                .map(slice -> new Batch(1, null, slice, outcomes(slice)))
                .toList());
        java.util.Collections.reverse(slices);

        assertThat(facts(Compaction.together(slices))).isEqualTo(facts(slices));
    }

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    private static List<Batch> batches(Random random) {
        var batches = new ArrayList<Batch>();
        for (long topic = 1; topic <= 3; topic++) {
            for (@Nullable Long variant : new @Nullable Long[] {null, 7L}) {
                var part = new RoaringBitmap();
                for (int device = 0; device < 5_000; device++) {
                    part.add(random.nextInt(4 * PAGE));
                }
                for (var slice : Bitmaps.slices(part, 700)) {
                    batches.add(new Batch(topic, variant, slice, outcomes(slice)));
                }
            }
        }
        return batches;
    }

    private static byte[] outcomes(RoaringBitmap slice) {
        var outcomes = new byte[slice.getCardinality()];
        var index = 0;
        for (int ordinal : slice.toArray()) {
            outcomes[index++] = (byte) (ordinal % Entry.values().length);
        }
        return outcomes;
    }

    private static Map<List<Object>, Byte> facts(List<Batch> batches) {
        var facts = new TreeMap<List<Object>, Byte>(java.util.Comparator.comparing(Object::toString));
        for (var batch : batches) {
            var index = 0;
            for (int ordinal : batch.recipients().toArray()) {
                facts.put(List.of(batch.topic(), String.valueOf(batch.variant()), ordinal), batch.outcomes()[index++]);
            }
        }
        return facts;
    }
}
