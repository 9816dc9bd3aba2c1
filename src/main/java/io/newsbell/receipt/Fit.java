package io.newsbell.receipt;

import io.newsbell.alert.AlertLevel;
import io.newsbell.subscription.Level;

/// The same rule by which audiences are selected.
final class Fit {
    private Fit() {}

    /// Whether an alert rings the phones of those who follow its topic at this level.
    static boolean rings(Level level, AlertLevel alert) {
        return switch (level) {
            case EVERY -> alert != AlertLevel.DIGEST;
            case IMPORTANT -> alert == AlertLevel.BREAKING || alert == AlertLevel.TOP;
            case DIGEST -> false;
        };
    }
}
