package io.newsbell.index;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/// What the clocks on the walls of a time zone show when.
final class WallClock {
    private WallClock() {}

    /// The first moment after `now` at which it is that time there. Where clocks are set forward over it, the moment at
    /// which they are; where they are set back it comes twice.
    static Instant next(LocalTime time, ZoneId zone, Instant now) {
        var day = now.atZone(zone).toLocalDate();
        while (true) {
            var next = moments(day.atTime(time), zone)
                    .filter(moment -> moment.isAfter(now))
                    .min(Instant::compareTo);
            if (next.isPresent()) {
                return next.get();
            }
            day = day.plusDays(1);
        }
    }

    /// The first of several times of day.
    static Instant next(List<LocalTime> times, ZoneId zone, Instant now) {
        return times.stream()
                .map(time -> next(time, zone, now))
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /// When clocks are next set there; never, as far as anybody cares, where they are not.
    static Instant nextShift(ZoneId zone, Instant now) {
        var shift = zone.getRules().nextTransition(now);
        return shift == null ? Agenda.instant(Agenda.NEVER) : shift.getInstant();
    }

    static Instant min(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Stream<Instant> moments(LocalDateTime local, ZoneId zone) {
        var rules = zone.getRules();
        var offsets = rules.getValidOffsets(local);
        return offsets.isEmpty()
                ? Stream.of(rules.getTransition(local).getInstant())
                : offsets.stream().map(local::toInstant);
    }
}
