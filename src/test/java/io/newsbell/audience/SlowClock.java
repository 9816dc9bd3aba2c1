package io.newsbell.audience;

import io.newsbell.index.Profile;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Finds times as one would who stands before a clock on a wall and looks at it every minute.
final class SlowClock {
    /// Nobody waits longer: a day, and the day that Samoa left out.
    private static final int MINUTES = 49 * 60;

    private final Map<List<Object>, List<LocalDateTime>> looks = new HashMap<>();

    /// The first whole minute after `now` that is not quiet.
    Instant quietEnd(Profile.Quiet quiet, ZoneId zone, Instant now) {
        var shown = looks(zone, now);
        return minute(
                now,
                IntStream.range(1, MINUTES)
                        .filter(look -> !isQuiet(quiet, shown.get(look).toLocalTime()))
                        .findFirst()
                        .orElseThrow());
    }

    /// Looks at each minute of the quiet hours, from their first on, until it finds this one or their end.
    static boolean isQuiet(Profile.Quiet quiet, LocalTime time) {
        var look = quiet.from();
        while (!look.equals(quiet.to())) {
            if (look.equals(time.truncatedTo(ChronoUnit.MINUTES))) {
                return true;
            }
            look = look.plusMinutes(1);
        }
        return false;
    }

    /// The first whole minute after `now` at which the clock shows one of these times, or is put forward over it.
    Instant next(Collection<LocalTime> times, ZoneId zone, Instant now) {
        var shown = looks(zone, now);
        return minute(
                now,
                IntStream.range(1, MINUTES)
                        .filter(look ->
                                times.stream().anyMatch(time -> comes(time, shown.get(look - 1), shown.get(look))))
                        .findFirst()
                        .orElseThrow());
    }

    private static boolean comes(LocalTime time, LocalDateTime before, LocalDateTime after) {
        if (after.toLocalTime().equals(time)) {
            return true;
        }
        return !before.plusMinutes(1).equals(after)
                && before.toLocalDate()
                        .datesUntil(after.toLocalDate().plusDays(1))
                        .map(day -> day.atTime(time))
                        .anyMatch(left -> left.isAfter(before) && left.isBefore(after));
    }

    private List<LocalDateTime> looks(ZoneId zone, Instant now) {
        return looks.computeIfAbsent(
                List.of(zone, now),
                _ -> IntStream.range(0, MINUTES)
                        .mapToObj(look -> LocalDateTime.ofInstant(minute(now, look), zone))
                        .toList());
    }

    private static Instant minute(Instant now, int look) {
        return now.truncatedTo(ChronoUnit.MINUTES).plus(look, ChronoUnit.MINUTES);
    }
}
