package io.newsbell.match;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// The terms that rules ask for, each with a number, and how likely an article has it. One thread adds, any may
/// look up.
final class Dictionary {
    /// An article has no such term, or no rule asks for it.
    static final int NONE = TermTable.NONE;

    private final Map<Field, TermTable> ids = new EnumMap<>(Field.class);
    private final Commonness commonness;
    private float[] likelihoods = new float[1024];
    private int last = NONE;

    Dictionary(Commonness commonness) {
        this.commonness = commonness;
        for (var field : Field.values()) {
            ids.put(field, new TermTable());
        }
    }

    int id(Field field, String term) {
        return of(field).get(term);
    }

    /// Those of many at once, in their order.
    int[] ids(Field field, String[] terms) {
        return of(field).get(terms);
    }

    int idToBe(Field field, String term) {
        var known = id(field, term);
        if (known != NONE) {
            return known;
        }
        last++;
        if (last == likelihoods.length) {
            likelihoods = Arrays.copyOf(likelihoods, 2 * last);
        }
        likelihoods[last] = commonness.of(field, term);
        of(field).add(term, last);
        return last;
    }

    /// The share of articles that have the term. It never changes, so that a rule is found again where it was
    /// hung up.
    float likelihood(int id) {
        return likelihoods[id];
    }

    private TermTable of(Field field) {
        return Objects.requireNonNull(ids.get(field));
    }
}
