/// Topics that become part of others, with their followers. Takes the newsroom's word, leaves [TopicMerged] and,
/// portion
/// by portion, every follower at the other topic. Start at [TopicMerges]. What may go wrong is a crash in the middle:
/// each portion is a transaction, and the work goes on elsewhere.
@NullMarked
package io.newsbell.merging;

import org.jspecify.annotations.NullMarked;
