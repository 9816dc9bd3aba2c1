package io.newsbell.delivery;

import io.newsbell.ledger.Entry;
import io.newsbell.push.Outcome;
import java.time.Duration;

/// What becomes of a message after an answer: the only place where it is decided whether a phone is tried
/// again.
final class RetryPolicy {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private RetryPolicy() {}

    /// @param before     what was recorded of it so far: pending, retrying or uncertain
    /// @param isBreaking of a breaking alert one that may have rung is tried once more: rather twice on the
    ///                   wire, where the phone shows it once, than not at all
    /// @param attempt    of the batch, from 1
    static Verdict after(Outcome outcome, Entry before, boolean isBreaking, int attempt) {
        return switch (outcome) {
            case Outcome.Accepted _ -> new Verdict(Entry.ACCEPTED, Duration.ZERO);
            case Outcome.AddressDead _ -> new Verdict(Entry.ADDRESS_DEAD, Duration.ZERO);
            case Outcome.AddressRefused _, Outcome.Refused _ ->
                new Verdict(mayHaveRung(before) ? Entry.AMBIGUOUS : Entry.REFUSED, Duration.ZERO);
            case Outcome.TryLater(Duration asked, var why) ->
                new Verdict(mayHaveRung(before) ? Entry.UNCERTAIN : Entry.RETRYING, pause(attempt, asked));
            case Outcome.Ambiguous _ ->
                isBreaking && !mayHaveRung(before)
                        ? new Verdict(Entry.UNCERTAIN, pause(attempt, Duration.ZERO))
                        : new Verdict(Entry.AMBIGUOUS, Duration.ZERO);
        };
    }

    /// 1 s after the first attempt, then 2 s, 4 s … up to a minute; longer if the service asked for it.
    static Duration pause(int attempt, Duration asked) {
        var usual = Duration.ofSeconds(1L << Math.clamp(attempt - 1, 0, 6));
        var capped = usual.compareTo(LONGEST) > 0 ? LONGEST : usual;
        return asked.compareTo(capped) > 0 ? asked : capped;
    }

    private static boolean mayHaveRung(Entry before) {
        return before == Entry.UNCERTAIN;
    }

    /// @param entry what is recorded
    /// @param pause until it is tried again, if the entry is not final
    record Verdict(Entry entry, Duration pause) {}
}
