package io.newsbell.alert;

import io.newsbell.app.Policy;

/// Headlines that are a test, or are still to be written: no reader is to see them, told or not.
public final class TestHeadlines {
    private TestHeadlines() {}

    public static boolean contain(String headline, Policy policy) {
        return TestWords.find(headline, policy).isPresent();
    }
}
