package io.newsbell.console;

import io.newsbell.aftermath.Comparison;
import io.newsbell.aftermath.Comparison.Measures;
import io.newsbell.aftermath.Figures;
import io.newsbell.aftermath.ReactionCounts;
import io.newsbell.ledger.Pace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of an alert.
///
/// @param figures  null while they are counted for the first time
/// @param compared null if there is not enough to compare it with
record Came(
        @Nullable Figures figures,
        ReactionCounts reactions,
        @Nullable Comparison compared) {

    public List<PlatformRow> platforms() {
        return figures == null
                ? List.of()
                : figures.platforms().stream()
                        .map(platform -> new PlatformRow(platform, isSampled()))
                        .toList();
    }

    public boolean isSampled() {
        return figures != null && figures.receiptShare() < 1;
    }

    /// Empty while they are counted for the first time.
    public String received() {
        if (figures == null) {
            return "";
        }
        return isSampled() ? Estimate.words(figures.received()) : Moments.grouped(figures.received());
    }

    /// `1 %`, of which the received are known.
    public String sample() {
        return figures == null ? "" : Share.percent(figures.receiptShare());
    }

    /// Null if there is nothing to compare.
    @Nullable
    Beside beside(long told, Pace pace) {
        return compared == null || figures == null || told == 0
                ? null
                : Beside.of(
                        compared,
                        Measures.of(
                                told,
                                figures.received(),
                                figures.opened(),
                                reactions.all(),
                                pace.reached(Curve.GOAL_SHARE)));
    }
}
