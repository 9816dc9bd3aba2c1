package io.newsbell.aftermath;

import java.time.Duration;
import java.util.Optional;

/// An alert beside those like it: the last ten of its app and level that were about one of its topics; if
/// those are fewer than three, about anything.
///
/// @param alerts how many those are
/// @param same   whether all of them were about one of its topics
/// @param own    what the alert's first hour brought, as that of the others; empty while it is not over
/// @param usual  the median of each figure
public record Comparison(int alerts, boolean same, Optional<Measures> own, Measures usual) {
    /// Fewer say nothing of what is usual.
    static final int FEWEST = 3;

    /// @param received  of all whose push the service had taken, from 0 to 1
    /// @param opened    as well
    /// @param reactions unfollows, mutes and pauses for each thousand of them
    /// @param toGoal    until nine in ten were through
    public record Measures(double received, double opened, double reactions, Optional<Duration> toGoal) {
        private static final double THOUSAND = 1_000;
        private static final long MILLIS = 1_000;

        /// @param told phones whose push the service has taken, one at least
        public static Measures of(long told, long received, long opened, long reactions, Optional<Duration> toGoal) {
            double all = told;
            return new Measures(received / all, opened / all, THOUSAND * reactions / all, toGoal);
        }

        static Duration span(double seconds) {
            return Duration.ofMillis(Math.round(seconds * MILLIS));
        }
    }
}
