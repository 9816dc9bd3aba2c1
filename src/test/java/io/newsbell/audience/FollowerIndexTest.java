package io.newsbell.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.audience.FollowerIndex.Follow;
import io.newsbell.subscription.Level;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

class FollowerIndexTest {
    private static final long CRICKET = 1;
    private static final long CLIMATE = 2;

    private final FollowerIndex index = new FollowerIndex();

    @Test
    void a_projection_replaces_all_that_a_device_followed() {
        index.replace(List.of(
                new Follow(CRICKET, Level.EVERY, 7),
                new Follow(CLIMATE, Level.DIGEST, 7),
                new Follow(CRICKET, Level.EVERY, 8)));

        index.project(RoaringBitmap.bitmapOf(7), List.of(new Follow(CLIMATE, Level.EVERY, 7)));

        assertThat(followers(CRICKET, Level.EVERY)).containsExactly(8);
        assertThat(followers(CLIMATE, Level.DIGEST)).isEmpty();
        assertThat(followers(CLIMATE, Level.EVERY)).containsExactly(7);
    }

    @Test
    void projecting_the_same_truth_again_changes_nothing() {
        for (int time = 0; time < 2; time++) {
            index.project(RoaringBitmap.bitmapOf(3), List.of(new Follow(CRICKET, Level.IMPORTANT, 3)));
        }

        assertThat(followers(CRICKET, Level.IMPORTANT)).containsExactly(3);
    }

    private List<Integer> followers(long topic, Level level) {
        return index.ask(
                followers -> java.util.Arrays.stream(followers.of(topic, level).toArray())
                        .boxed()
                        .toList());
    }
}
