package io.newsbell.wave;

import io.newsbell.work.Step;

/// What is left of a batch can be tried again.
public record BatchReady(long batchId) {
    public static final Step<BatchReady> STEP = new Step<>("send", BatchReady.class);
}
