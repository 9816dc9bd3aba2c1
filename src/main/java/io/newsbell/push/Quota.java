package io.newsbell.push;

import io.newsbell.work.Priority;
import java.time.Duration;
import java.time.Instant;

/// What all nodes together may send with one account of a push service: a token bucket whose rate gives way
/// when the service says that it is busy. Nothing happens in here by itself; the times are given.
///
/// The rate follows RFC 8257 (DCTCP): each second it falls by half the share of answers that said "later",
/// and rises by a twentieth of what is allowed, unless half of the answers or more said so.
///
/// @param tokens    messages that may go at once
/// @param perSecond the present rate
public record Quota(
        double tokens,
        double perSecond,
        Instant refilledAt,
        Instant countedSince,
        long answers,
        long busy,
        Instant breakingAskedAt,
        Instant usualAskedAt) {
    /// So much may go at once: more would be refused by a provider that counts in short spans, and would make
    /// what is on the wire, which a crash repeats, larger.
    static final Duration BURST = Duration.ofMillis(100);

    /// Who is more urgent and asked so shortly before goes first.
    static final Duration PRECEDENCE = Duration.ofMillis(300);

    private static final Duration COUNTED = Duration.ofSeconds(1);
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(20);
    private static final double RISE = 0.05;
    private static final double HALF = 0.5;

    /// So much is always tried: otherwise nobody would learn that the service is well again.
    private static final double LEAST = 0.01;

    private static final double NANOS = 1e9;

    /// @param limit messages a second that are allowed
    static Quota full(double limit, Instant now) {
        return new Quota(burst(limit), limit, now, now, 0, 0, Instant.EPOCH, Instant.EPOCH);
    }

    /// Some answers have come.
    Quota count(long more, long moreBusy) {
        return new Quota(
                tokens,
                perSecond,
                refilledAt,
                countedSince,
                answers + more,
                busy + moreBusy,
                breakingAskedAt,
                usualAskedAt);
    }

    /// Gives at most as many turns as are wanted.
    ///
    /// @param limit as above; it may have changed
    Taken take(int wanted, Priority priority, double limit, Instant now) {
        var current = adjusted(limit, now).refilled(limit, now).asked(priority, now);
        if (isPreempted(priority, now)) {
            return new Taken(current, 0, PRECEDENCE);
        }
        int given = (int) Math.min(wanted, current.tokens);
        var left = current.withTokens(current.tokens - given);
        return new Taken(left, given, given == wanted ? Duration.ZERO : left.nextToken());
    }

    private boolean isPreempted(Priority priority, Instant now) {
        var since = now.minus(PRECEDENCE);
        return switch (priority) {
            case BREAKING -> false;
            case USUAL -> breakingAskedAt.isAfter(since);
            case LEISURELY -> breakingAskedAt.isAfter(since) || usualAskedAt.isAfter(since);
        };
    }

    private Quota adjusted(double limit, Instant now) {
        double seconds = seconds(countedSince, now);
        if (seconds < seconds(COUNTED)) {
            return this;
        }
        double share = answers == 0 ? 0 : (double) busy / answers;
        double fallen = perSecond * (1 - share / 2);
        double rate = share < HALF ? fallen + RISE * limit * seconds : fallen;
        return new Quota(
                tokens, Math.clamp(rate, LEAST * limit, limit), refilledAt, now, 0, 0, breakingAskedAt, usualAskedAt);
    }

    private Quota refilled(double limit, Instant now) {
        double more = perSecond * Math.max(0, seconds(refilledAt, now));
        return new Quota(
                Math.min(burst(limit), tokens + more),
                perSecond,
                now.isAfter(refilledAt) ? now : refilledAt,
                countedSince,
                answers,
                busy,
                breakingAskedAt,
                usualAskedAt);
    }

    private Quota asked(Priority priority, Instant now) {
        return new Quota(
                tokens,
                perSecond,
                refilledAt,
                countedSince,
                answers,
                busy,
                priority == Priority.BREAKING ? now : breakingAskedAt,
                priority == Priority.USUAL ? now : usualAskedAt);
    }

    private Quota withTokens(double left) {
        return new Quota(left, perSecond, refilledAt, countedSince, answers, busy, breakingAskedAt, usualAskedAt);
    }

    private Duration nextToken() {
        var wait = Duration.ofNanos((long) (Math.max(0, 1 - tokens) / perSecond * NANOS));
        return wait.compareTo(SHORTEST_WAIT) > 0 ? wait : SHORTEST_WAIT;
    }

    private static double burst(double limit) {
        return Math.max(1, limit * seconds(BURST));
    }

    private static double seconds(Instant from, Instant to) {
        return seconds(Duration.between(from, to));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS;
    }

    /// @param quota what is left
    /// @param given turns
    /// @param pause after which there may be more
    public record Taken(Quota quota, int given, Duration pause) {}
}
