package io.newsbell.match;

import io.newsbell.work.Step;

/// The topics and the story of an article's version are known and stored.
public record ArticleMatched(long articleId, int version) {
    public static final Step<ArticleMatched> STEP = new Step<>("alert", ArticleMatched.class);
}
