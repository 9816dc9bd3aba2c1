package io.newsbell.console;

import java.math.BigDecimal;
import java.math.MathContext;

/// A number that is known from a sample only, in words that do not pretend more.
final class Estimate {
    private static final MathContext DIGITS = new MathContext(3);

    private Estimate() {}

    /// `about 9,310,000`
    static String words(long number) {
        return "about " + Moments.grouped(new BigDecimal(number, DIGITS));
    }
}
