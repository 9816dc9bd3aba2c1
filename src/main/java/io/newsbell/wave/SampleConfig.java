package io.newsbell.wave;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How many phones say that they have received an alert.
@ConfigMapping(prefix = "newsbell.receipt")
interface SampleConfig {
    /// Of a wave to more phones a sample reports, and what is shown is an estimate. 100,000 reports are
    /// within 0.7 % of the truth, 19 times in 20. More costs a row each, for 60 days.
    @WithDefault("100000")
    long mostAWave();

    /// Reports of one wave that come in a second at most, because phones wait up to a minute for their
    /// turn. Fewer leaves more of the API to whoever opens the app meanwhile; below a sixtieth of the most
    /// of a wave it makes the sample smaller.
    @WithDefault("2000")
    long mostASecond();
}
