package io.newsbell.story;

/// Whether two articles tell of one event, by figures that were tuned apart from the test: see
/// deploy/decisions/0005-stories.md. In doubt not: a story that swallows another loses it, one that is told in two
/// rings twice.
///
/// @param similarity  cosine of the weighted words
/// @param overlap     how many of the words of both are in both, whatever they weigh: what a wire adds to a headline is
///             rare, and would weigh much
/// @param telling     names and numbers that both have and few others
/// @param agreement   how much of what the one's headline names the other mentions: of both directions the worse
/// @param mention     likewise, the better
/// @param named       whether names can be told from other words; else a headline agrees by all its words
/// @param numbers     how many of the numbers of the one with fewer the other has, from 0 to 1
/// @param countable   whether both have numbers enough for that to mean something
/// @param list        whether both are full of numbers: prices, weather, results
/// @param sameNumbers whether both have exactly the same
/// @param brief       whether one of them is little more than a headline
record Kinship(
        double similarity,
        double overlap,
        int telling,
        double agreement,
        double mention,
        boolean named,
        double numbers,
        boolean countable,
        boolean list,
        boolean sameNumbers,
        boolean brief) {
    private static final double COPY = 0.75;
    private static final double COPIED = 0.85;
    private static final double BRIEFLY_COPIED = 0.98;
    private static final double SAME_EVENT = 0.25;
    private static final double BRIEF_SAME_EVENT = 0.5;
    private static final double AGREED = 0.5;
    private static final double AGREED_BY_WORDS = 0.65;

    /// The same words around other numbers are a form that is filled in every day. Of one event some numbers stay.
    private static final double FORM = 0.6;

    private static final double STAY = 0.5;

    boolean isCopy() {
        return sameNumbers && similarity >= COPY && overlap >= (brief ? BRIEFLY_COPIED : COPIED) && mention >= AGREED;
    }

    boolean isSameEvent() {
        return isCopy()
                || (similarity >= (brief ? BRIEF_SAME_EVENT : SAME_EVENT)
                        && telling > 0
                        && (named ? agreement >= AGREED : mention >= AGREED_BY_WORDS)
                        && !isForm());
    }

    private boolean isForm() {
        return countable && numbers < STAY && (list || similarity >= FORM);
    }
}
