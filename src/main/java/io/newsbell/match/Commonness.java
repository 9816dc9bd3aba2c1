package io.newsbell.match;

import io.newsbell.language.Language;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/// How common a term is in articles, by a sample of them.
final class Commonness {
    private final Map<Field, Map<String, Integer>> counts = new EnumMap<>(Field.class);
    private final Language language;
    private final int articles;

    Commonness(Language language, Collection<ArticleWords> sample) {
        this.language = language;
        this.articles = sample.size();
        for (var field : Field.values()) {
            var count = new HashMap<String, Integer>();
            sample.forEach(
                    article -> article.terms(field).keySet().forEach(term -> count.merge(term, 1, Integer::sum)));
            counts.put(field, Map.copyOf(count));
        }
    }

    /// The share of articles that have it. What the sample does not have is told apart by length alone: short words
    /// are common, and those that mean nothing by themselves most of all.
    float of(Field field, String term) {
        var seen = counts.getOrDefault(field, Map.of()).getOrDefault(term, 0);
        if (seen > 0) {
            return (float) seen / articles;
        }
        if (articles == 0 && field == Field.TEXT && language.forms(term).stem() == null) {
            return 1;
        }
        return 0.5f / (articles + 1) / (1 + term.length());
    }
}
