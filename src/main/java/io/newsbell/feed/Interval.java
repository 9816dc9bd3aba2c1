package io.newsbell.feed;

import java.time.Duration;
import java.util.Optional;

/// How long until the next poll: shorter where something happens, longer where nothing does or something is wrong.
record Interval(Duration shortest, Duration longest) {
    /// A feed nobody knows yet is looked at often enough to be of use, and not so often as to be a nuisance.
    private static final Duration FIRST = Duration.ofMinutes(5);

    /// What a busy server may ask for; it must not be able to silence a feed.
    private static final Duration LONGEST_REST = Duration.ofDays(1);

    private static final double JITTER = 0.1;

    Duration first() {
        return within(FIRST);
    }

    Duration afterNews(Duration last) {
        return within(last.dividedBy(2));
    }

    /// Half as long again: 5 minutes become an hour in seven quiet polls.
    Duration afterNothing(Duration last) {
        return within(last.multipliedBy(3).dividedBy(2));
    }

    Duration afterTrouble(Duration last) {
        return within(last.multipliedBy(2));
    }

    /// The time until the next poll. A feed that says how long it is good is believed up to the longest interval; a
    /// server that is busy, up to a day.
    ///
    /// @param random from 0 to 1, so that feeds that began together do not stay together
    Duration wait(Duration interval, Optional<Duration> goodFor, Optional<Duration> retryAfter, double random) {
        var least = goodFor.map(this::within).orElse(interval);
        var longer = least.compareTo(interval) > 0 ? least : interval;
        var jittered = longer.plusMillis((long) (longer.toMillis() * JITTER * random));
        var rest = retryAfter.map(wait -> wait.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : wait);
        return rest.filter(wait -> wait.compareTo(jittered) > 0).orElse(jittered);
    }

    private Duration within(Duration wanted) {
        if (wanted.compareTo(shortest) < 0) {
            return shortest;
        }
        return wanted.compareTo(longest) > 0 ? longest : wanted;
    }
}
