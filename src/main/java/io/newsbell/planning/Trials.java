package io.newsbell.planning;

import io.newsbell.ledger.WaveAnswer.VariantAnswer;
import java.util.List;

/// Which of two texts is better.
final class Trials {
    private Trials() {}

    /// B only if it was opened by a larger share of the phones that got it: when nothing speaks for either, the
    /// newsroom's first thought stands.
    static String winner(List<VariantAnswer> results) {
        return rate(results, VariantSql.B) > rate(results, VariantSql.A) ? VariantSql.B : VariantSql.A;
    }

    private static double rate(List<VariantAnswer> results, String name) {
        return results.stream()
                .filter(result -> result.name().equals(name) && result.accepted() > 0)
                .mapToDouble(result -> (double) result.opened() / result.accepted())
                .findFirst()
                .orElse(0);
    }
}
