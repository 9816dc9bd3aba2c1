package io.newsbell.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class DemoReadersTest {
    @Test
    void the_crowd_is_the_same_at_every_first_start() {
        assertThat(DemoReaders.of("demo")).isEqualTo(DemoReaders.of("demo")).hasSize(DemoReaders.COUNT);
    }

    @Test
    void another_app_has_other_phones() {
        var demo = new HashSet<>(DemoReaders.of("demo"));

        assertThat(DemoReaders.of("other")).doesNotContainAnyElementsOf(demo);
    }

    @Test
    void the_first_topic_is_the_most_popular_and_archaeology_is_left_to_zainab() {
        assertThat(followers("india")).isGreaterThan(followers("monsoon") * 2);
        assertThat(followers("archaeology")).isZero();
    }

    private static long followers(String topic) {
        return DemoReaders.of("demo").stream()
                .filter(reader -> reader.follows().containsKey(topic))
                .count();
    }
}
