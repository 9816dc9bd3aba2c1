package io.newsbell.story;

import io.newsbell.ingest.ArticleContent;
import java.time.Instant;

/// An article in its newest version, in the story where it is.
record Placed(long articleId, int version, long storyId, long revision, Instant arrivedAt, ArticleContent content) {}
