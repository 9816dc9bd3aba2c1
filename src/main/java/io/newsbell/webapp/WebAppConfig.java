package io.newsbell.webapp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;

/// How the readers' pages look.
@ConfigMapping(prefix = "newsbell.webapp")
interface WebAppConfig {
    /// By the slug of the app.
    Map<String, Look> apps();

    interface Look {
        /// The publisher's own, as `#a8400f`. Where it could not be read on light or dark paper it is made
        /// darker or lighter; the icon has it as it is.
        @WithDefault(Colours.DEFAULT)
        String colour();
    }
}
