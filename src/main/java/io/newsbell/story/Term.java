package io.newsbell.story;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// A stem, and which articles of the window have it.
final class Term {
    private final String stem;
    private final Set<Doc> docs = new LinkedHashSet<>();

    /// By story, how many of its articles have it.
    private final Map<Long, Integer> articles = new HashMap<>();

    /// How loud the article that is being compared says it; 0 if it does not.
    private double asked;

    private boolean askedTelling;

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

    void add(Doc doc) {
        docs.add(doc);
        articles.merge(doc.storyId(), 1, Integer::sum);
    }

    void remove(Doc doc) {
        docs.remove(doc);
        articles.computeIfPresent(doc.storyId(), (_, count) -> count == 1 ? null : count - 1);
    }

    /// How many stories have it. The names of a great event are in many articles, but in one story: they must
    /// not count as common, or the story would lose its own follow-ups.
    int stories() {
        return articles.size();
    }

    /// Inverse frequency among stories.
    ///
    /// @param stories how many there are
    /// @param change  another number whenever an article came or went: logarithms are dear
    double worth(double stories, long change) {
        if (worthAt != change) {
            worth = Math.log(stories / (stories() + 1.0));
            worthAt = change;
        }
        return worth;
    }
}
