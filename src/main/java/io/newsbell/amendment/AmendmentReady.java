package io.newsbell.amendment;

import io.newsbell.work.Step;

/// The phones that a batch has rung can be told this version of the alert, or that it is taken back.
record AmendmentReady(long batchId, int version) {
    static final Step<AmendmentReady> STEP = new Step<>("amend-batch", AmendmentReady.class);

    String key() {
        return batchId + ":" + version;
    }
}
