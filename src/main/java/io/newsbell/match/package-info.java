/// Which topics an article concerns, and why. Takes [io.newsbell.ingest.ArticleAccepted], leaves [ArticleMatched].
/// Start at [MatchWorker]; the decision is in [Matcher].
@NullMarked
package io.newsbell.match;

import org.jspecify.annotations.NullMarked;
