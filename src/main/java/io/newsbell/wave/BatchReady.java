package io.newsbell.wave;

import io.newsbell.work.Step;

/// A batch is planned and can be sent.
public record BatchReady(long batchId) {
    public static final Step<BatchReady> STEP = new Step<>("send", BatchReady.class);
}
