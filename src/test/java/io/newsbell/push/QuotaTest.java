package io.newsbell.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.work.Priority;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What all nodes together may send, by a clock that is moved by hand.
class QuotaTest {
    /// Google's default.
    private static final double LIMIT = 10_000;

    private static final Instant START = Instant.parse("2026-11-26T08:00:00Z");

    private Quota quota = Quota.full(LIMIT, START);
    private Instant now = START;

    @Test
    void no_more_goes_at_once_than_a_tenth_of_a_second_is_worth() {
        assertThat(take(Priority.USUAL, 50_000)).isEqualTo(1_000);
        assertThat(take(Priority.USUAL, 1)).isZero();

        later(Duration.ofMillis(30));
        assertThat(take(Priority.USUAL, 50_000)).isEqualTo(300);

        later(Duration.ofHours(1));
        assertThat(take(Priority.USUAL, 50_000)).isEqualTo(1_000);
    }

    @Test
    void what_is_less_urgent_gets_nothing_while_something_more_urgent_asks() {
        assertThat(take(Priority.BREAKING, 10)).isEqualTo(10);
        assertThat(take(Priority.USUAL, 10)).isZero();
        assertThat(take(Priority.LEISURELY, 10)).isZero();

        later(Quota.PRECEDENCE.plusMillis(1));
        assertThat(take(Priority.USUAL, 10)).isEqualTo(10);
        assertThat(take(Priority.LEISURELY, 10)).isZero();

        later(Quota.PRECEDENCE.plusMillis(1));
        assertThat(take(Priority.LEISURELY, 10)).isEqualTo(10);
    }

    @Test
    void the_rate_halves_each_second_in_which_all_is_refused_and_comes_back_by_a_twentieth() {
        refused(1_000, 1_000);
        assertThat(quota.perSecond()).isEqualTo(LIMIT / 2);
        refused(1_000, 1_000);
        assertThat(quota.perSecond()).isEqualTo(LIMIT / 4);

        refused(1_000, 0);
        assertThat(quota.perSecond()).isEqualTo(LIMIT / 4 + LIMIT / 20);
        for (int second = 0; second < 20; second++) {
            refused(1_000, 0);
        }
        assertThat(quota.perSecond()).isEqualTo(LIMIT);
    }

    @Test
    void it_never_falls_so_low_that_nobody_would_learn_that_the_service_is_well_again() {
        for (int second = 0; second < 60; second++) {
            refused(100, 100);
        }
        assertThat(quota.perSecond()).isEqualTo(LIMIT / 100);
    }

    @Test
    void a_fifth_of_random_refusals_costs_half_of_the_rate_not_all_of_it() {
        for (int second = 0; second < 200; second++) {
            refused(1_000, 200);
        }
        assertThat(quota.perSecond()).isBetween(0.45 * LIMIT, 0.55 * LIMIT);
    }

    private int take(Priority priority, int wanted) {
        var taken = quota.take(wanted, priority, LIMIT, now);
        quota = taken.quota();
        return taken.given();
    }

    /// A second passes in which so many answers came.
    private void refused(long answers, long busy) {
        quota = quota.count(answers, busy);
        later(Duration.ofSeconds(1));
        take(Priority.USUAL, 1);
    }

    private void later(Duration duration) {
        now = now.plus(duration);
    }
}
