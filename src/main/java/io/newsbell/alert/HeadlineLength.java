package io.newsbell.alert;

import io.newsbell.app.Policy;
import io.newsbell.ingest.Article;
import java.util.Optional;

/// A headline of which nothing is left to read, or one that is the whole article.
record HeadlineLength() implements Guard {
    private static final int LETTERS_OF_AN_IDEOGRAPH = 3;

    @Override
    public Optional<Finding> look(Article article, Policy policy) {
        var headline = article.content().headline();
        var letters = headline.codePoints().map(HeadlineLength::letters).sum();
        if (letters < policy.shortestHeadline()) {
            return Optional.of(new Finding(
                    "short_headline",
                    "Its headline has %d letters and digits, and %d are the least. Approve it if that is all there is to say."
                            .formatted(letters, policy.shortestHeadline())));
        }
        var length = headline.codePointCount(0, headline.length());
        return length <= policy.longestHeadline()
                ? Optional.empty()
                : Optional.of(new Finding(
                        "long_headline",
                        "Its headline has %d characters, and %d are the most: lock screens would cut it. Shorten it and approve it."
                                .formatted(length, policy.longestHeadline())));
    }

    private static int letters(int character) {
        if (Character.isIdeographic(character)) {
            return LETTERS_OF_AN_IDEOGRAPH;
        }
        return switch (Character.UnicodeScript.of(character)) {
            case HIRAGANA, KATAKANA, HANGUL -> LETTERS_OF_AN_IDEOGRAPH;
            default -> Character.isLetterOrDigit(character) ? 1 : 0;
        };
    }
}
