package io.newsbell.language;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What a language does to its words, and how it is undone.
///
/// @param plural  takes the plural away
/// @param names   what a word may be a case of
/// @param stem    null where it sees itself that the word means nothing
/// @param nothing words that mean nothing by themselves
record Inflection(UnaryOperator<String> plural, Function<String, List<String>> names, Stem stem, Set<String> nothing) {
    private static final int MOST_OTHERS = 4;

    Forms forms(String word) {
        var base = plural.apply(word);
        var others = new LinkedHashSet<>(names.apply(word));
        others.remove(word);
        others.remove(base);
        return new Forms(
                base, others.stream().limit(MOST_OTHERS).toList(), nothing.contains(word) ? null : stem.of(word));
    }

    interface Stem {
        @Nullable
        String of(String word);
    }
}
