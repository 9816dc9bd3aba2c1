package io.newsbell.amendment;

import io.newsbell.push.Outcome;

/// Counts what became of the phones that a pass over an amendment was for.
final class AmendmentTally {
    int told;
    int gone;
    int refused;
    int ambiguous;
    int late;
    int superseded;

    /// @return false if it is to be tried again, and so is not counted yet
    boolean count(Outcome outcome) {
        switch (outcome) {
            case Outcome.Accepted _ -> told++;
            case Outcome.AddressDead _ -> gone++;
            case Outcome.AddressRefused _, Outcome.Refused _ -> refused++;
            case Outcome.Ambiguous _ -> ambiguous++;
            case Outcome.TryLater _ -> {
                return false;
            }
        }
        return true;
    }
}
