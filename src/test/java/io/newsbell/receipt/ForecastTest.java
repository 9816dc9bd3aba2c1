package io.newsbell.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.alert.AlertLevel;
import io.newsbell.alert.ReceiptSample;
import io.newsbell.history.PastWave;
import io.newsbell.receipt.Forecast.Quiet;
import io.newsbell.subscription.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ForecastTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");

    @Test
    void an_alert_of_two_followed_topics_counts_once_and_so_does_a_story() {
        var forecast = new Forecast(
                List.of(
                        alert(1, AlertLevel.TOP, NOW.minusSeconds(60), 1, 2),
                        alert(2, AlertLevel.TOP, NOW.minusSeconds(50), 2),
                        alert(2, AlertLevel.TOP, NOW.minusSeconds(40), 1)),
                NOW);

        assertThat(forecast.rings(Map.of(1L, Level.EVERY, 2L, Level.EVERY))).hasSize(2);
        assertThat(forecast.rings(Map.of(2L, Level.EVERY))).hasSize(2);
        assertThat(forecast.rings(Map.of(3L, Level.EVERY))).isEmpty();
    }

    @Test
    void a_level_lets_through_what_it_lets_through_when_alerts_are_sent() {
        var forecast = new Forecast(
                List.of(
                        alert(1, AlertLevel.BREAKING, NOW.minusSeconds(3), 1),
                        alert(2, AlertLevel.TOP, NOW.minusSeconds(2), 1),
                        alert(3, AlertLevel.FOLLOWING, NOW.minusSeconds(1), 1)),
                NOW);

        assertThat(forecast.rings(Map.of(1L, Level.EVERY))).hasSize(3);
        assertThat(forecast.rings(Map.of(1L, Level.IMPORTANT))).hasSize(2);
        assertThat(forecast.rings(Map.of(1L, Level.DIGEST))).isEmpty();
    }

    @Test
    void what_is_older_than_two_weeks_does_not_count() {
        var forecast = new Forecast(
                List.of(
                        alert(1, AlertLevel.TOP, NOW.minus(Duration.ofDays(13)), 1),
                        alert(2, AlertLevel.TOP, NOW.minus(Duration.ofDays(15)), 1)),
                NOW);

        assertThat(forecast.rings(Map.of(1L, Level.EVERY))).hasSize(1);
    }

    @Test
    void a_cap_counts_the_alerts_of_any_24_hours() {
        // Six alerts, six hours apart: with a cap of two the first two ring, and again a day after each of them.
        var rings = LongStream.range(0, 6)
                .mapToObj(n -> alert(n, AlertLevel.TOP, NOW.plus(Duration.ofHours(6 * n)), 1))
                .toList();

        assertThat(Forecast.under(null, null, rings)).isEqualTo(6);
        assertThat(Forecast.under(2, null, rings)).isEqualTo(4);
        assertThat(Forecast.under(1, null, rings)).isEqualTo(2);
    }

    @Test
    void quiet_hours_drop_what_is_no_news_when_they_end_but_not_breaking_news() {
        var quiet = new Quiet(LocalTime.of(22, 0), LocalTime.of(7, 0), true, Duration.ofHours(6), KOLKATA);
        var noon = alert(1, AlertLevel.TOP, at("12:00"), 1);
        var midnight = alert(2, AlertLevel.TOP, at("00:30"), 1);
        var breaking = alert(3, AlertLevel.BREAKING, at("00:30"), 1);
        var almostMorning = alert(4, AlertLevel.TOP, at("06:30"), 1);

        assertThat(quiet.rings(noon)).contains(noon.createdAt());
        assertThat(quiet.rings(midnight)).isEmpty();
        assertThat(quiet.rings(breaking)).contains(breaking.createdAt());
        assertThat(quiet.rings(almostMorning)).contains(at("07:00"));
        assertThat(Forecast.under(null, quiet, List.of(noon, midnight, breaking, almostMorning)))
                .isEqualTo(3);
    }

    @Test
    void a_number_is_said_in_words() {
        assertThat(Forecast.estimate(24).sentence()).isEqualTo("about 12 alerts a week");
        assertThat(Forecast.estimate(2).sentence()).isEqualTo("about 1 alert a week");
        assertThat(Forecast.estimate(0).sentence()).isEqualTo("no alerts in the last two weeks");
        assertThat(Forecast.estimate(3).perWeek()).isEqualTo(1.5);
    }

    private static Instant at(String time) {
        return LocalTime.parse(time)
                .atDate(NOW.atZone(KOLKATA).toLocalDate())
                .atZone(KOLKATA)
                .toInstant();
    }

    private static PastWave alert(long story, AlertLevel level, Instant at, long... topics) {
        return new PastWave(
                story,
                story,
                UUID.randomUUID(),
                story,
                1,
                level,
                "",
                "",
                null,
                null,
                LongStream.of(topics).boxed().toList(),
                List.of(),
                List.of(),
                at,
                at.plus(Duration.ofHours(1)),
                at,
                at,
                ReceiptSample.EVERYBODY);
    }
}
