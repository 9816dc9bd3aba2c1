package io.newsbell.wave;

import io.newsbell.ledger.Entry;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether the few that went first fared as usual.
///
/// @param accepted share of those with an answer that must have been accepted, dead addresses not counted
/// @param dead     share of those with an answer whose address may be gone: there are always some
record Canaries(double accepted, double dead) {
    private static final double HUNDRED = 100;

    /// In words for people; empty if nothing is wrong. Who unfollowed meanwhile says nothing.
    Optional<String> whatIsWrong(Map<Entry, Long> outcomes) {
        var answered =
                count(outcomes, Entry.ACCEPTED, Entry.ADDRESS_DEAD, Entry.REFUSED, Entry.EXPIRED, Entry.AMBIGUOUS);
        var gone = count(outcomes, Entry.ADDRESS_DEAD);
        var taken = count(outcomes, Entry.ACCEPTED);
        if (gone > dead * answered) {
            return Optional.of(
                    "Of the %d devices that went first the addresses of %d are gone, more than the usual %.0f %%: the others are not told."
                            .formatted(answered, gone, HUNDRED * dead));
        }
        return taken >= accepted * (answered - gone)
                ? Optional.empty()
                : Optional.of(
                        "Of the %d devices that went first only %d were accepted, and %.0f %% are usual: the others are not told."
                                .formatted(answered, taken, HUNDRED * accepted));
    }

    private static long count(Map<Entry, Long> outcomes, Entry... entries) {
        return Stream.of(entries)
                .mapToLong(entry -> outcomes.getOrDefault(entry, 0L))
                .sum();
    }
}
