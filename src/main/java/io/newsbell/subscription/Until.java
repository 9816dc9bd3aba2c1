package io.newsbell.subscription;

import io.newsbell.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Until when something holds: ahead, and not so far ahead that it must be a mistake.
final class Until {
    static final Duration FOLLOW_AT_MOST = Duration.ofDays(2 * 366);
    static final Duration SILENCE_AT_MOST = Duration.ofDays(366);

    private Until() {}

    /// As exact as PostgreSQL keeps it, so that what is answered is what is kept.
    ///
    /// @throws Problem `invalid_field`, with the field's pointer
    static Instant checked(String pointer, Instant until, Instant now, Duration atMost) {
        if (!isGood(until, now, atMost)) {
            throw Problem.invalid(
                    pointer, "Give a time in the future, at most %d days ahead.".formatted(atMost.toDays()));
        }
        return until.truncatedTo(ChronoUnit.MICROS);
    }

    static boolean isGood(Instant until, Instant now, Duration atMost) {
        return until.isAfter(now) && !until.isAfter(now.plus(atMost));
    }
}
