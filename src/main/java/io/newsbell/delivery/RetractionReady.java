package io.newsbell.delivery;

import io.newsbell.work.Step;

/// The phones that a batch has rung can be told that the alert is taken back.
record RetractionReady(long batchId) {
    static final Step<RetractionReady> STEP = new Step<>("retract-batch", RetractionReady.class);
}
