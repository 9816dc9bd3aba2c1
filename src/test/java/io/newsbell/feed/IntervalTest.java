package io.newsbell.feed;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IntervalTest {
    private static final Optional<Duration> NONE = Optional.empty();

    private final Interval interval = new Interval(ofMinutes(1), ofHours(1));

    @Test
    void a_busy_feed_comes_down_to_a_minute_and_a_quiet_one_goes_up_to_an_hour() {
        var busy = interval.first();
        var quiet = interval.first();
        for (int poll = 0; poll < 8; poll++) {
            busy = interval.afterNews(busy);
            quiet = interval.afterNothing(quiet);
        }

        assertThat(busy).isEqualTo(ofMinutes(1));
        assertThat(quiet).isEqualTo(ofHours(1));
        assertThat(interval.afterTrouble(ofMinutes(4))).isEqualTo(ofMinutes(8));
        assertThat(interval.afterTrouble(ofHours(1))).isEqualTo(ofHours(1));
    }

    @Test
    void what_the_feed_says_of_itself_is_obeyed_within_bounds() {
        assertThat(interval.wait(ofMinutes(1), Optional.of(ofMinutes(30)), NONE, 0))
                .isEqualTo(ofMinutes(30));
        assertThat(interval.wait(ofMinutes(1), Optional.of(ofDays(365)), NONE, 0))
                .isEqualTo(ofHours(1));
        assertThat(interval.wait(ofMinutes(5), Optional.of(Duration.ZERO), NONE, 0))
                .isEqualTo(ofMinutes(5));
        assertThat(interval.wait(ofMinutes(5), NONE, Optional.of(ofHours(3)), 0))
                .isEqualTo(ofHours(3));
        assertThat(interval.wait(ofMinutes(5), NONE, Optional.of(ofDays(30)), 0))
                .isEqualTo(ofDays(1));
        assertThat(interval.wait(ofMinutes(5), NONE, Optional.of(ofMinutes(1)), 0))
                .isEqualTo(ofMinutes(5));
    }

    @Test
    void feeds_that_began_together_do_not_stay_together() {
        assertThat(interval.wait(ofMinutes(10), NONE, NONE, 1)).isEqualTo(ofMinutes(11));
    }
}
