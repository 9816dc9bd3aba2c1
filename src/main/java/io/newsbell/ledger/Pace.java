package io.newsbell.ledger;

import io.newsbell.ledger.PaceSql.Look;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How far an alert had come at each moment. Its waves are laid over each other by when their readers were to be told:
/// whoever waited for the end of the night or for a digest counts from then on, all others from the beginning.
///
/// @param size   the phones that it goes to, without those that still wait for such a time
/// @param points in the order of time, the first at the beginning; at most one for each phone or second
/// @param slow   whether it was not to reach all of them at once, or was stopped in between
public record Pace(long size, List<Point> points, boolean slow) {
    public static final Pace NONE = new Pace(0, List.of(), false);

    /// Enough for a drawing.
    private static final int MOST_POINTS = 400;

    /// @param tried the phones that sending was through with, whatever became of them
    public record Point(Duration since, long tried) {}

    /// @param outcomes of each wave by its id; one without batches is missing
    static Pace of(List<AccountSql.Wave> waves, Map<Long, Map<Entry, Long>> outcomes, List<Look> looks, Instant now) {
        var begins = begins(waves);
        if (begins.isEmpty()) {
            return NONE;
        }
        var seen = new ArrayList<>(looks.stream()
                .filter(look -> begins.containsKey(look.wave()))
                .map(look -> new Look(
                        look.wave(), look.since().plus(begins.getOrDefault(look.wave(), Duration.ZERO)), look.tried()))
                .toList());
        for (var wave : waves) {
            wave.plannedAt().filter(_ -> wave.size() > 0).ifPresent(planned -> {
                var ended = Duration.between(planned, wave.finishedAt().orElse(now));
                var begin = begins.getOrDefault(wave.id(), Duration.ZERO);
                seen.add(new Look(wave.id(), begin, 0));
                seen.add(new Look(wave.id(), begin.plus(ended), tried(outcomes.getOrDefault(wave.id(), Map.of()))));
            });
        }
        var size = waves.stream()
                .filter(wave -> wave.plannedAt().isPresent() || !isPutOff(wave.kind()))
                .mapToLong(AccountSql.Wave::size)
                .sum();
        return new Pace(size, thinned(together(seen)), waves.stream().anyMatch(wave -> isSlow(wave.kind())));
    }

    /// When so much of it had been tried; empty if it was not.
    public Optional<Duration> reached(double share) {
        var goal = share * size;
        var before = new Point(Duration.ZERO, 0);
        for (var point : points) {
            if (point.tried() >= goal && point.tried() > 0) {
                var step = point.since().minus(before.since()).toMillis();
                var part = (goal - before.tried()) / Math.max(1, point.tried() - before.tried());
                return Optional.of(before.since().plusMillis(Math.round(step * Math.max(0, part))));
            }
            before = point;
        }
        return Optional.empty();
    }

    /// When each planned wave began, since its readers were to be told.
    private static Map<Long, Duration> begins(List<AccountSql.Wave> waves) {
        var begins = new HashMap<Long, Duration>();
        var first = waves.stream()
                .filter(wave -> !isPutOff(wave.kind()))
                .flatMap(wave -> wave.plannedAt().stream())
                .min(Comparator.naturalOrder());
        waves.forEach(wave -> wave.plannedAt()
                .ifPresent(planned -> begins.put(
                        wave.id(),
                        isPutOff(wave.kind()) ? Duration.ZERO : Duration.between(first.orElse(planned), planned))));
        return begins;
    }

    private static boolean isPutOff(WaveKind kind) {
        return switch (kind) {
            case QUIET, LOCAL, DIGEST -> true;
            case NOW, SPREAD, CANARY, REST, TRIAL, WINNER, RESUMED -> false;
        };
    }

    private static boolean isSlow(WaveKind kind) {
        return switch (kind) {
            case SPREAD, CANARY, REST, TRIAL, WINNER, RESUMED -> true;
            case NOW, QUIET, LOCAL, DIGEST -> false;
        };
    }

    private static long tried(Map<Entry, Long> outcomes) {
        return outcomes.entrySet().stream()
                .filter(outcome -> outcome.getKey().isTried())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /// The sum of what was last seen of each wave, at every moment at which one was looked at.
    private static List<Point> together(List<Look> looks) {
        var last = new HashMap<Long, Long>();
        var points = new ArrayList<Point>();
        looks.stream()
                .sorted(Comparator.comparing(Look::since).thenComparingLong(Look::tried))
                .forEach(look -> {
                    last.merge(look.wave(), look.tried(), Math::max);
                    var sum = last.values().stream().mapToLong(Long::longValue).sum();
                    if (!points.isEmpty() && points.getLast().since().equals(look.since())) {
                        points.removeLast();
                    }
                    points.add(new Point(look.since(), sum));
                });
        return points;
    }

    private static List<Point> thinned(List<Point> points) {
        var every = points.size() / MOST_POINTS + 1;
        var kept = new ArrayList<Point>();
        for (int index = 0; index < points.size(); index++) {
            if (index % every == 0 || index == points.size() - 1) {
                kept.add(points.get(index));
            }
        }
        return List.copyOf(kept);
    }
}
