package io.newsbell.ingest;

import io.newsbell.work.Step;

/// The newsroom has taken an article back.
public record ArticleWithdrawn(long articleId) {
    public static final Step<ArticleWithdrawn> STEP = new Step<>("withdraw", ArticleWithdrawn.class);
}
