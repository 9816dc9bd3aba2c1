package io.newsbell.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

class SampleTest {
    private static final int MANY = 100_000;
    private static final RoaringBitmap EVERYONE = RoaringBitmap.bitmapOfRange(0, MANY);

    private final UUID alert = UUID.fromString("00000000-0000-4000-8000-000000000001");

    @Test
    void parts_are_about_as_large_as_each_other_and_lose_nobody() {
        var parts = Sample.of(alert).parts(EVERYONE, 10);

        assertThat(parts).allSatisfy(part -> assertThat(part.getCardinality()).isBetween(9_500, 10_500));
        assertThat(RoaringBitmap.or(parts.iterator())).isEqualTo(EVERYONE);
    }

    @Test
    void a_share_is_as_large_as_was_asked_for_but_not_smaller_than_the_least() {
        assertThat(Sample.of(alert).share(EVERYONE, 0.01, 100).getFirst().getCardinality())
                .isBetween(900, 1_100);
        var few = Sample.of(alert).share(RoaringBitmap.bitmapOfRange(0, 300), 0.01, 100);
        assertThat(few.getFirst().getCardinality()).isGreaterThanOrEqualTo(100);
        assertThat(few.getFirst().getCardinality() + few.get(1).getCardinality())
                .isEqualTo(300);
        assertThat(Sample.of(alert)
                        .share(RoaringBitmap.bitmapOf(1, 2), 0.01, 100)
                        .get(1)
                        .isEmpty())
                .isTrue();
        assertThat(Sample.of(alert)
                        .share(new RoaringBitmap(), 0.01, 100)
                        .getFirst()
                        .isEmpty())
                .isTrue();
    }

    @Test
    void other_phones_go_first_with_the_next_alert() {
        var one = Sample.of(alert).share(EVERYONE, 0.01, 100).getFirst();
        var next = Sample.of(UUID.fromString("00000000-0000-4000-8000-000000000002"))
                .share(EVERYONE, 0.01, 100)
                .getFirst();

        assertThat(RoaringBitmap.andCardinality(one, next)).isLessThan(100);
        assertThat(Sample.of(alert).share(EVERYONE, 0.01, 100).getFirst()).isEqualTo(one);
    }
}
