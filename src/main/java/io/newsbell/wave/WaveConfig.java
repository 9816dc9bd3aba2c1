package io.newsbell.wave;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// In what portions phones are rung, and when the few that go first fared as usual.
@ConfigMapping(prefix = "newsbell.delivery")
interface WaveConfig {
    /// Recipients that one node claims, sends and records at a time. After a crash the batches that were not
    /// over are gone through again, and only what was not recorded is sent again. Larger costs less
    /// bookkeeping.
    @WithDefault("2000")
    int batchSize();

    /// Batches of one wave that are sent at the same time, by all nodes together. More keeps a far or slow
    /// push service busier; fewer leaves more to other alerts and makes less ring twice after a crash.
    @WithDefault("4")
    int lanes();

    /// The share of the canary's devices that Google must have accepted, those whose address is gone not
    /// counted, for the others to be told. Higher stops more alerts for nothing; lower sends more of what is
    /// broken.
    @WithDefault("0.9")
    double canaryAccepted();

    /// The share of the canary's devices whose address may be gone. More means that something is wrong with
    /// the project or its credentials, not that readers left.
    @WithDefault("0.2")
    double canaryDead();
}
