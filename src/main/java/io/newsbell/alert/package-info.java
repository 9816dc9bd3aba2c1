/// The editorial decision and its life cycle. Takes [io.newsbell.match.ArticleMatched], leaves [AlertApproved].
/// Start at [AlertWorker]; the decision is in [AlertPolicy], what makes it wait for a person in [Guards], the
/// life cycle in [AlertState]; what people write becomes an alert in [Drafts]. Takes
/// [io.newsbell.ingest.ArticleWithdrawn], too; what was told is corrected or taken back in [Amendments], which
/// leaves [AlertAmended]; a stop leaves [AlertStopped].
@NullMarked
package io.newsbell.alert;

import org.jspecify.annotations.NullMarked;
