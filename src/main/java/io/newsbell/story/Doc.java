package io.newsbell.story;

import java.time.Instant;
import java.util.function.Function;
import java.util.regex.Pattern;

/// An article by its terms.
final class Doc {
    static final int NAME = 1;
    static final int NUMBER = 2;
    static final int TITLE = 4;
    /// A name, or a number that is not everywhere.
    static final int TELLING = 8;

    private static final double LIST = 0.15;
    private static final Pattern COMMON_NUMBER = Pattern.compile("\\d|(19|20)\\d\\d|[1-9]0+");

    private final long articleId;
    private final long storyId;
    private final Instant at;
    private final boolean cased;
    private final int numbers;
    private final Term[] terms;
    private final double[] loudness;
    private final byte[] traits;

    Doc(long articleId, long storyId, Instant at, Gist gist, Function<String, Term> term) {
        this.articleId = articleId;
        this.storyId = storyId;
        this.at = at;
        this.cased = gist.cased();
        this.numbers = gist.numbers().size();
        var stems = gist.counts().keySet().stream().sorted().toList();
        terms = new Term[stems.size()];
        loudness = new double[stems.size()];
        traits = new byte[stems.size()];
        for (int i = 0; i < terms.length; i++) {
            var stem = stems.get(i);
            terms[i] = term.apply(stem);
            loudness[i] = 1 + Math.log(gist.counts().getOrDefault(stem, 1.0));
            traits[i] = traits(gist, stem);
        }
    }

    long articleId() {
        return articleId;
    }

    long storyId() {
        return storyId;
    }

    Instant at() {
        return at;
    }

    boolean cased() {
        return cased;
    }

    int numbers() {
        return numbers;
    }

    /// So many numbers among its words that it is not told but listed.
    boolean isList() {
        return numbers > LIST * terms.length;
    }

    int size() {
        return terms.length;
    }

    Term term(int i) {
        return terms[i];
    }

    double loudness(int i) {
        return loudness[i];
    }

    boolean is(int i, int trait) {
        return (traits[i] & trait) != 0;
    }

    private static byte traits(Gist gist, String stem) {
        int traits = gist.title().contains(stem) ? TITLE : 0;
        if (gist.numbers().contains(stem)) {
            traits |= NUMBER | (COMMON_NUMBER.matcher(stem).matches() ? 0 : TELLING);
        } else if (gist.names().contains(stem)) {
            traits |= NAME | TELLING;
        }
        return (byte) traits;
    }
}
