package io.newsbell.push;

import io.newsbell.work.Priority;
import java.time.Duration;
import java.time.Instant;

/// What `QuotaSql` keeps in a row, kept in memory, with a second opinion on everything that [Quota] gives.
public final class SharedQuota {
    private static final double ROUNDING = 1e-3;

    private final double limit;
    private final double burst;
    private final boolean isCapped;
    private Quota quota;
    private double level;
    private double uncapped;
    private Instant lastTake;
    private Instant breakingAsked = Instant.EPOCH;
    private boolean hasFallen;

    /// @param isCapped false for a broken one that saves up what nobody wants
    public SharedQuota(double limit, boolean isCapped, Instant now) {
        this.limit = limit;
        this.burst = Math.max(1, limit * Quota.BURST.toMillis() / 1_000.0);
        this.isCapped = isCapped;
        this.quota = Quota.full(limit, now);
        this.lastTake = now;
    }

    public Quota.Taken take(int wanted, Priority priority, long answers, long busy, Instant now) {
        var before = quota.count(answers, busy);
        var taken = isCapped ? before.take(wanted, priority, limit, now) : saved(before, wanted, priority, now);
        quota = taken.quota();
        requireWithin(taken.given(), wanted, now);
        requireRate(before, quota);
        requirePrecedence(taken.given(), priority, now);
        return taken;
    }

    /// The service is well and nobody sends: the full rate must come back.
    public void requireRecovery(Instant now) {
        var time = now;
        for (int second = 0; second < 40; second++) {
            time = time.plusSeconds(1);
            take(0, Priority.BREAKING, 0, 0, time);
        }
        require(quota.perSecond() >= limit - ROUNDING, "the rate stays at " + quota.perSecond());
    }

    public boolean hasFallen() {
        return hasFallen;
    }

    private Quota.Taken saved(Quota before, int wanted, Priority priority, Instant now) {
        uncapped += limit * Duration.between(lastTake, now).toMillis() / 1_000.0;
        var taken = before.take(0, priority, limit, now);
        int given = taken.pause().isZero() ? (int) Math.min(wanted, uncapped) : 0;
        uncapped -= given;
        return new Quota.Taken(taken.quota(), given, Quota.PRECEDENCE);
    }

    /// A bucket that leaks at the limit overflows if, and only if, there is a window in which more was given
    /// than its length times the limit, and a burst.
    private void requireWithin(int given, int wanted, Instant now) {
        require(given >= 0 && given <= wanted, given + " given of " + wanted + " wanted");
        double leaked = limit * Duration.between(lastTake, now).toNanos() / 1e9;
        level = Math.max(0, level - leaked) + given;
        lastTake = now;
        require(level <= burst + ROUNDING, "the quota gave " + level + " at once, the burst is " + burst);
    }

    private void requireRate(Quota before, Quota after) {
        require(after.perSecond() <= limit + ROUNDING, "the rate is above the limit: " + after.perSecond());
        if (!after.countedSince().equals(before.countedSince()) && before.busy() * 2 >= before.answers()) {
            boolean isBusy = before.busy() > 0;
            double most = Math.max(limit / 100, before.perSecond() * 0.75);
            require(!isBusy || after.perSecond() <= most + ROUNDING, "the rate does not fall under 'later'");
            hasFallen |= isBusy;
        }
    }

    private void requirePrecedence(int given, Priority priority, Instant now) {
        if (priority == Priority.BREAKING) {
            breakingAsked = now;
        } else if (given > 0) {
            require(
                    !breakingAsked.isAfter(now.minus(Quota.PRECEDENCE)),
                    "a usual alert was given turns right after a breaking one asked");
        }
    }

    private static void require(boolean isSo, String otherwise) {
        if (!isSo) {
            throw new AssertionError(otherwise);
        }
    }
}
