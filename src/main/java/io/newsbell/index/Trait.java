package io.newsbell.index;

import io.newsbell.device.Platform;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that a device is, or that its reader wants, and by which devices are told apart.
sealed interface Trait {
    /// Breaking alerts are wanted in quiet hours, too.
    Trait BREAKING_RINGS = new BreakingRings();

    /// The app does not tell its version.
    Trait NO_VERSION = new NoVersion();

    record App(long id) implements Trait {}

    record On(Platform platform) implements Trait {}

    record Version(String name) implements Trait {}

    record NoVersion() implements Trait {}

    record Zone(ZoneId id) implements Trait {}

    /// @param wanted as BCP 47 tags
    record Languages(List<String> wanted) implements Trait {}

    record Cap(int alerts) implements Trait {}

    record Gap(int minutes) implements Trait {}

    record BreakingRings() implements Trait {}

    /// What holds at some times of day, in a time zone.
    sealed interface Timed extends Trait {
        ZoneId zone();

        /// The moment that is to be known at `now`; null if there is none.
        @Nullable
        Instant moment(Instant now);

        /// When it may be another one.
        Instant nextChange(Instant now);
    }

    /// Quiet hours. They go by the clock on the wall: where it is set forward over their end they end with it,
    /// and where it is set back they may begin again. The moment is their end.
    record Quiet(ZoneId zone, LocalTime from, LocalTime to) implements Timed {
        @Override
        public @Nullable Instant moment(Instant now) {
            if (!covers(now)) {
                return null;
            }
            var end = nextChange(now);
            while (covers(end)) {
                end = nextChange(end);
            }
            return end;
        }

        @Override
        public Instant nextChange(Instant now) {
            return WallClock.min(
                    WallClock.min(WallClock.next(from, zone, now), WallClock.next(to, zone, now)),
                    WallClock.nextShift(zone, now));
        }

        private boolean covers(Instant now) {
            var time = now.atZone(zone).toLocalTime();
            return from.isBefore(to)
                    ? !time.isBefore(from) && time.isBefore(to)
                    : !time.isBefore(from) || time.isBefore(to);
        }
    }

    /// When digests come. The moment is the next one.
    record Digest(ZoneId zone, List<LocalTime> times) implements Timed {
        @Override
        public Instant moment(Instant now) {
            return WallClock.next(times, zone, now);
        }

        @Override
        public Instant nextChange(Instant now) {
            return moment(now);
        }
    }
}
