package io.newsbell.ledger;

import io.newsbell.audience.Suppression;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// matched = suppressed + accepted + addressDead + refused + expired + stopped + unfollowed + ambiguous +
/// pending + waiting, at all times.
///
/// @param pending   those included that are tried again
/// @param waiting   for their quiet hours to end, for a digest, or for their turn
/// @param plannedAt when the audience was first looked at
public record Account(
        long matched,
        Map<Suppression, Long> suppressed,
        long accepted,
        long addressDead,
        long refused,
        long expired,
        long stopped,
        long unfollowed,
        long ambiguous,
        long pending,
        long waiting,
        Instant plannedAt,
        Optional<Instant> finishedAt) {

    /// Who waits for an alert that is stopped waits no more, even if that is not written down yet.
    static Account of(AccountSql.Totals totals) {
        var suppressed = new EnumMap<Suppression, Long>(Suppression.class);
        suppressed.putAll(totals.suppressed);
        if (totals.stopped && totals.waiting > 0) {
            suppressed.merge(Suppression.STOPPED, totals.waiting, Long::sum);
        }
        return new Account(
                totals.matched.orElseThrow(),
                suppressed,
                count(totals, Entry.ACCEPTED),
                count(totals, Entry.ADDRESS_DEAD),
                count(totals, Entry.REFUSED),
                count(totals, Entry.EXPIRED),
                count(totals, Entry.STOPPED),
                count(totals, Entry.UNFOLLOWED),
                count(totals, Entry.AMBIGUOUS),
                count(totals, Entry.PENDING) + count(totals, Entry.RETRYING) + count(totals, Entry.UNCERTAIN),
                totals.stopped ? 0 : totals.waiting,
                totals.plannedAt.orElseThrow(),
                totals.finishedAt);
    }

    private static long count(AccountSql.Totals totals, Entry entry) {
        return totals.outcomes.getOrDefault(entry, 0L);
    }
}
