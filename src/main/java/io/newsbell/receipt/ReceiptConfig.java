package io.newsbell.receipt;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long what belongs to people is kept.
@ConfigMapping(prefix = "newsbell.receipt")
interface ReceiptConfig {
    /// A device that has not been seen for so long is erased. Google itself calls an address stale after 270 days.
    /// <https://firebase.google.com/docs/cloud-messaging/manage-tokens>
    @WithDefault("270d")
    Duration unseenDevices();

    /// Shorter forgets earlier who opened what; longer is of no use, because later reports are refused.
    @WithDefault("60d")
    Duration receipts();
}
