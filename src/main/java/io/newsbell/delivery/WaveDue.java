package io.newsbell.delivery;

import io.newsbell.work.Step;

/// The time has come for which a wave waited.
record WaveDue(long waveId) {
    static final Step<WaveDue> STEP = new Step<>("wave-due", WaveDue.class);
}
