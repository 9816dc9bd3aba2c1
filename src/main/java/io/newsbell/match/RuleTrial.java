package io.newsbell.match;

import io.newsbell.ingest.Article;
import io.newsbell.topic.Topic;
import java.util.Optional;

/// Holds single topics against stored articles, as if they had been there when those came.
public final class RuleTrial {
    private RuleTrial() {}

    /// An article whose words are known, for any number of topics.
    public static Reading read(Article article) {
        return new Reading(article, new ArticleWords(article.content()));
    }

    public static final class Reading {
        private final Article article;
        private final ArticleWords words;

        private Reading(Article article, ArticleWords words) {
            this.article = article;
            this.words = words;
        }

        public Optional<TopicMatch> match(Topic topic) {
            return Matcher.explain(topic, words, article) instanceof Explanation.Matched(var match)
                    ? Optional.of(match)
                    : Optional.empty();
        }
    }
}
