package io.newsbell.wave;

import io.newsbell.work.Step;

/// The batches of one of a wave's lanes can be sent, one after the other. The first lane begins; it hands the
/// others over when the push service has said that it would take the message.
public record LaneReady(long waveId, int lane) {
    public static final Step<LaneReady> STEP = new Step<>("send-lane", LaneReady.class);

    public String key() {
        return waveId + ":" + lane;
    }
}
