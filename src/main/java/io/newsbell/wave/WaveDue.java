package io.newsbell.wave;

import io.newsbell.work.Step;

/// The time has come for which a wave waited.
public record WaveDue(long waveId) {
    public static final Step<WaveDue> STEP = new Step<>("wave-due", WaveDue.class);
}
