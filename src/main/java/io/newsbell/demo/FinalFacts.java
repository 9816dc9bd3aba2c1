package io.newsbell.demo;

import io.newsbell.ingest.Article;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Remembers what cannot change any more: a page that is open looks often, and each article takes a dozen queries.
final class FinalFacts {
    private static final int REMEMBERED = 100;

    private final Map<Long, Facts> byArticle = new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Facts> eldest) {
            return size() > REMEMBERED;
        }
    };

    /// Empty if the article was edited since.
    synchronized Optional<Facts> of(Article article) {
        return Optional.ofNullable(byArticle.get(article.id()))
                .filter(facts -> facts.article().version() == article.version());
    }

    synchronized Facts keep(Facts facts) {
        if (facts.areFinal()) {
            byArticle.put(facts.article().id(), facts);
        }
        return facts;
    }
}
