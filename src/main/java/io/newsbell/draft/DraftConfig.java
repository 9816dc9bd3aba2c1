package io.newsbell.draft;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Drafts at the desk.
@ConfigMapping(prefix = "newsbell.draft")
interface DraftConfig {
    /// So long after the last click a draft can still be taken back, and no phone has rung.
    @WithDefault("PT10S")
    Duration undo();
}
