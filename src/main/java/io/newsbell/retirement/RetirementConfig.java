package io.newsbell.retirement;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When dead addresses are believed. Other settings of this prefix lie beside what they are about.
@ConfigMapping(prefix = "newsbell.delivery")
interface RetirementConfig {
    /// More dead addresses than this share of a wave's answers, and more than 20, are not believed: nobody is
    /// retired until a person has looked. Higher believes a service that is wrong; lower keeps addresses that
    /// are really gone, and sends to them again.
    @WithDefault("0.2")
    double deadShare();

    /// How long a decision about dead addresses can be taken back.
    @WithDefault("30d")
    Duration deadAddressesKept();
}
