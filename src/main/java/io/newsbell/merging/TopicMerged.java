package io.newsbell.merging;

import io.newsbell.work.Step;
import java.util.UUID;

/// One topic means another one since, and its followers are to be moved there.
record TopicMerged(UUID mergeId) {
    static final Step<TopicMerged> STEP = new Step<>("merge-topic", TopicMerged.class);
}
