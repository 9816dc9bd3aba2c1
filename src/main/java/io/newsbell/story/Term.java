package io.newsbell.story;

import java.util.LinkedHashSet;
import java.util.Set;

/// A stem, and which articles of the window have it.
final class Term {
    private final String stem;
    private final Set<Doc> docs = new LinkedHashSet<>();
    /// How loud the article that is being compared says it; 0 if it does not.
    private double asked;

    private boolean askedTelling;

    private boolean rare;
    private long rareAt = -1;
    private double worth;
    private long worthAt = -1;

    Term(String stem) {
        this.stem = stem;
    }

    String stem() {
        return stem;
    }

    Set<Doc> docs() {
        return docs;
    }

    double asked() {
        return asked;
    }

    /// Whether it names something in the article that is being compared.
    boolean isAskedTelling() {
        return askedTelling;
    }

    void ask(double loudness, boolean telling) {
        asked = loudness;
        askedTelling = telling;
    }

    /// Whether at most so many stories have it: the names of a great event are in many articles, but in one story.
    ///
    /// @param change another number whenever an article came or went
    boolean isInAtMost(double stories, long change) {
        if (docs.size() <= stories) {
            return true;
        }
        if (rareAt != change) {
            rare = docs.stream()
                            .mapToLong(Doc::storyId)
                            .distinct()
                            .limit((long) stories + 1)
                            .count()
                    <= stories;
            rareAt = change;
        }
        return rare;
    }

    /// Inverse document frequency.
    ///
    /// @param articles how many there are
    /// @param change   another number whenever an article came or went: logarithms are dear
    double worth(double articles, long change) {
        if (worthAt != change) {
            worth = Math.log(articles / (docs.size() + 1.0));
            worthAt = change;
        }
        return worth;
    }
}
