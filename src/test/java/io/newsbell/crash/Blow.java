package io.newsbell.crash;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/// Something that was done to the servers or to their database.
///
/// @param until   when it was over; of a frozen node when it woke, otherwise the same as `at`
/// @param batches the attempt of every batch that was not done when a node was killed while another one lived and was
///     left in peace afterwards: for these it is measured how soon the other went on. Empty for all others
record Blow(Kind kind, String what, Instant at, Instant until, Map<Long, Integer> batches) {
    enum Kind {
        /// SIGKILL at any moment of its work.
        KILL,
        /// SIGKILL of the node that has just acknowledged an alert.
        KILL_AFTER_202,
        /// SIGSTOP for longer than its lease, then SIGCONT.
        FREEZE,
        /// PostgreSQL is stopped as by `pg_ctl stop -m immediate`, and started again.
        DATABASE,
        /// SIGTERM, which must repeat nothing.
        TERM;

        /// After these a message may go out again that is out already: nobody is left who knows.
        static final Set<Kind> FORGET = Set.of(KILL, KILL_AFTER_202, FREEZE);
    }

    boolean forgets() {
        return Kind.FORGET.contains(kind);
    }

    /// Whether it was going on, or had effects on what was on its way, at some time from one moment to the other.
    boolean touches(Instant from, Instant to) {
        return !at.isAfter(to) && !until.isBefore(from);
    }
}
