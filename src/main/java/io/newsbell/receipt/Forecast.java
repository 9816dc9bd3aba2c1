package io.newsbell.receipt;

import io.newsbell.alert.AlertLevel;
import io.newsbell.history.PastWave;
import io.newsbell.subscription.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How often a choice would have rung in the last two weeks, worked out from what was sent then. Holds the alerts of an
/// app by topic, so that a question costs only those of the topics that it is about.
final class Forecast {
    static final Duration BACK = Duration.ofDays(14);
    private static final double WEEKS = 2;
    private static final Duration DAY = Duration.ofDays(1);

    private final Map<Long, List<PastWave>> byTopic = new HashMap<>();

    Forecast(List<PastWave> waves, Instant now) {
        var alerts = new HashSet<>();
        waves.stream()
                .filter(wave -> wave.createdAt().isAfter(now.minus(BACK)) && alerts.add(wave.alertId()))
                .forEach(wave -> wave.topics()
                        .forEach(topic -> byTopic.computeIfAbsent(topic, _ -> new java.util.ArrayList<>())
                                .add(wave)));
    }

    /// The alerts that would have rung, oldest first. An alert of several topics rings once, and so does a story.
    List<PastWave> rings(Map<Long, Level> follows) {
        var alerts = new LinkedHashSet<PastWave>();
        follows.forEach((topic, level) -> byTopic.getOrDefault(topic, List.of()).stream()
                .filter(alert -> Fit.rings(level, alert.level()))
                .forEach(alerts::add));
        var stories = new HashSet<Long>();
        return alerts.stream()
                .sorted(Comparator.comparing(PastWave::createdAt).thenComparing(PastWave::alertId))
                .filter(alert -> stories.add(alert.storyId()))
                .toList();
    }

    /// How many of these still ring under a cap for any 24 hours (none: null) and with quiet hours (none: null).
    static int under(@Nullable Integer cap, @Nullable Quiet quiet, List<PastWave> rings) {
        var lastDay = new ArrayDeque<Instant>();
        int count = 0;
        for (var at : times(quiet, rings)) {
            while (!lastDay.isEmpty() && !lastDay.getFirst().isAfter(at.minus(DAY))) {
                lastDay.removeFirst();
            }
            if (cap == null || lastDay.size() < cap) {
                lastDay.addLast(at);
                count++;
            }
        }
        return count;
    }

    private static List<Instant> times(@Nullable Quiet quiet, List<PastWave> rings) {
        return quiet == null
                ? rings.stream().map(PastWave::createdAt).toList()
                : rings.stream()
                        .map(quiet::rings)
                        .flatMap(Optional::stream)
                        .sorted()
                        .toList();
    }

    static Estimate estimate(int rings) {
        var perWeek = rings / WEEKS;
        var rounded = Math.round(perWeek);
        return new Estimate(
                perWeek,
                rings == 0
                        ? "no alerts in the last two weeks"
                        : "about %d %s a week".formatted(rounded, rounded == 1 ? "alert" : "alerts"));
    }

    /// @param sentence ready to be shown
    record Estimate(double perWeek, String sentence) {}

    /// @param breaking whether breaking alerts ring all the same
    /// @param deferFor so long after it was decided an alert is still news
    record Quiet(LocalTime from, LocalTime to, boolean breaking, Duration deferFor, ZoneId zone) {
        /// When it rings: at once, or at the end of the quiet hours; never if it is no news any more by then.
        Optional<Instant> rings(PastWave alert) {
            var local = alert.createdAt().atZone(zone);
            if (!covers(local.toLocalTime()) || (breaking && alert.level() == AlertLevel.BREAKING)) {
                return Optional.of(alert.createdAt());
            }
            return Optional.of(end(local).toInstant())
                    .filter(end -> end.isBefore(alert.createdAt().plus(deferFor)));
        }

        private boolean covers(LocalTime time) {
            return from.isBefore(to)
                    ? !time.isBefore(from) && time.isBefore(to)
                    : !time.isBefore(from) || time.isBefore(to);
        }

        private ZonedDateTime end(ZonedDateTime local) {
            var today = local.with(to);
            return today.isAfter(local) ? today : local.plusDays(1).with(to);
        }
    }
}
