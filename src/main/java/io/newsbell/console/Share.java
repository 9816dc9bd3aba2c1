package io.newsbell.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A part of a bar that is 100 wide.
///
/// @param code what it looks like
public record Share(String code, String x, String width) {
    private static final double WHOLE = 100;

    /// In this order, from the left; those that are nothing are left out.
    static List<Share> of(List<AlertPage.Part> parts) {
        double all = parts.stream().mapToLong(AlertPage.Part::phones).sum();
        var shares = new ArrayList<Share>();
        var x = 0.0;
        for (var part : parts) {
            var width = WHOLE * part.phones() / Math.max(1, all);
            if (width > 0) {
                shares.add(new Share(part.code(), number(x), number(width)));
            }
            x += width;
        }
        return shares;
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /// `0 %`, `0.4 %`, `12 %`
    static String percent(double share) {
        var percent = WHOLE * share;
        return percent > 0 && percent < 10
                ? String.format(Locale.ENGLISH, "%.1f %%", percent)
                : Math.round(percent) + " %";
    }
}
