/// The editorial decision and its life cycle. Takes [io.newsbell.match.ArticleMatched], leaves [AlertApproved].
/// Start at [AlertWorker]; the decision is in [AlertPolicy], the life cycle in [AlertState].
@NullMarked
package io.newsbell.alert;

import org.jspecify.annotations.NullMarked;
