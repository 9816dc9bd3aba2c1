package io.newsbell.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.ledger.Pace.Point;
import io.newsbell.ledger.PaceSql.Look;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Instant NINE = Instant.parse("2026-11-26T09:00:00Z");

    @Test
    void a_wave_is_drawn_from_its_plan_over_what_was_seen_to_its_end() {
        var pace = Pace.of(
                List.of(wave(1, WaveKind.NOW, NINE, seconds(4), 100)),
                Map.of(1L, Map.of(Entry.ACCEPTED, 97L, Entry.ADDRESS_DEAD, 3L)),
                List.of(look(1, 1, 20), look(1, 2, 60)),
                NINE.plusSeconds(60));

        assertThat(pace.size()).isEqualTo(100);
        assertThat(pace.points()).containsExactly(point(0, 0), point(1, 20), point(2, 60), point(4, 100));
        assertThat(pace.slow()).isFalse();
        assertThat(pace.reached(0.9)).contains(Duration.ofMillis(3_500));
    }

    @Test
    void who_waited_for_the_end_of_the_night_counts_from_then_on() {
        var night = NINE.plus(Duration.ofHours(9));
        var pace = Pace.of(
                List.of(wave(1, WaveKind.NOW, NINE, seconds(2), 100), wave(2, WaveKind.QUIET, night, seconds(3), 50)),
                Map.of(1L, Map.of(Entry.ACCEPTED, 100L), 2L, Map.of(Entry.ACCEPTED, 50L)),
                List.of(look(1, 1, 40), look(2, 1, 10)),
                night);

        assertThat(pace.points()).containsExactly(point(0, 0), point(1, 50), point(2, 110), point(3, 150));
    }

    @Test
    void the_parts_of_a_spread_alert_follow_each_other_and_those_to_come_count() {
        var pace = Pace.of(
                List.of(
                        wave(1, WaveKind.SPREAD, NINE, seconds(1), 10),
                        new AccountSql.Wave(
                                2, WaveKind.SPREAD, 1, NINE.plusSeconds(60), Optional.empty(), Optional.empty(), 30)),
                Map.of(1L, Map.of(Entry.ACCEPTED, 10L)),
                List.of(),
                NINE.plusSeconds(30));

        assertThat(pace.size()).isEqualTo(40);
        assertThat(pace.points()).containsExactly(point(0, 0), point(1, 10));
        assertThat(pace.slow()).isTrue();
        assertThat(pace.reached(0.9)).isEmpty();
    }

    @Test
    void who_was_stopped_before_is_not_through() {
        var pace = Pace.of(
                List.of(wave(1, WaveKind.NOW, NINE, seconds(2), 100)),
                Map.of(1L, Map.of(Entry.ACCEPTED, 30L, Entry.STOPPED, 70L)),
                List.of(),
                NINE);

        assertThat(pace.points().getLast()).isEqualTo(point(2, 30));
    }

    @Test
    void a_long_curve_keeps_its_ends_and_few_points() {
        var looks =
                IntStream.range(1, 5_000).mapToObj(each -> look(1, each, each)).toList();
        var pace = Pace.of(
                List.of(wave(1, WaveKind.NOW, NINE, Optional.of(NINE.plusSeconds(5_000)), 5_000)),
                Map.of(1L, Map.of(Entry.ACCEPTED, 5_000L)),
                looks,
                NINE);

        assertThat(pace.points()).hasSizeLessThan(402).startsWith(point(0, 0)).endsWith(point(5_000, 5_000));
    }

    private static AccountSql.Wave wave(
            long id, WaveKind kind, Instant planned, Optional<Instant> finished, long size) {
        return new AccountSql.Wave(
                id,
                kind,
                0,
                planned,
                Optional.of(planned),
                finished.map(end -> planned.plus(Duration.between(NINE, end))),
                size);
    }

    private static Optional<Instant> seconds(long seconds) {
        return Optional.of(NINE.plusSeconds(seconds));
    }

    private static Look look(long wave, long second, long tried) {
        return new Look(wave, Duration.ofSeconds(second), tried);
    }

    private static Point point(long second, long tried) {
        return new Point(Duration.ofSeconds(second), tried);
    }
}
