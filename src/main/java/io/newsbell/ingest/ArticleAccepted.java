package io.newsbell.ingest;

import io.newsbell.work.Step;

/// A new article, or a new version of one, is stored.
///
/// @param version 1 for the first publication; everything later is an edit
public record ArticleAccepted(long articleId, int version) {
    public static final Step<ArticleAccepted> STEP = new Step<>("match", ArticleAccepted.class);
}
