package io.newsbell.topic;

import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// Words that a reader wants to be told of. They are literal: nothing in them is a query or a pattern.
/// Readers who write the same words share one topic, however they write them.
record Keyword(String words) {
    static final String PREFIX = "keyword:";

    private static final int SHORTEST = 2;
    private static final int LONGEST = 80;
    private static final int MOST_WORDS = 5;

    /// Longer input is not worth normalising.
    private static final int LONGEST_INPUT = 400;

    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern QUOTES = Pattern.compile("^[ \"'“”„‟«»‘’‚‛‹›「」『』]+|[ \"'“”„‟«»‘’‚‛‹›「」『』]+$");

    /// Control characters, what is invisible but for the two joiners that Persian and Hindi write with, and
    /// what is no character at all.
    private static final Pattern NOT_TEXT =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Co}\\p{Cn}]|[\\p{Cf}&&[^\\u200c\\u200d]]");

    /// @throws Problem `invalid_keyword`
    static Keyword of(String written) {
        if (written.length() > LONGEST_INPUT || NOT_TEXT.matcher(written).find()) {
            throw refused();
        }
        var words = normal(written);
        var length = words.codePointCount(0, words.length());
        if (length < SHORTEST || length > LONGEST || words.split(" ", -1).length > MOST_WORDS) {
            throw refused();
        }
        return new Keyword(words);
    }

    /// The same for all that is meant to be the same; what is normal stays as it is.
    static String normal(String written) {
        var lower = compose(compose(written).toLowerCase(Locale.ROOT));
        return QUOTES.matcher(SPACE.matcher(lower).replaceAll(" ")).replaceAll("");
    }

    private static String compose(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    String slug() {
        return PREFIX + words;
    }

    /// One phrase. Inside quotes only a quote and a backslash mean anything.
    String rule() {
        return "\"" + words.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    static Problem refused() {
        return new Problem(
                ErrorCode.INVALID_KEYWORD,
                "Give keyword: and one to five words of 2 to 80 characters in all, with a letter or a digit, without"
                        + " control characters.");
    }
}
