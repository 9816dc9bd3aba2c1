package io.newsbell.story;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

@ConfigMapping(prefix = "newsbell.story")
interface StoryConfig {
    /// A story goes on as long as an article of the same event comes within this time of one that it has. Longer
    /// needs memory for more articles, about 20 kB each; 0 makes every article a story of its own.
    @WithDefault("48h")
    Duration window();

    /// Sections whose articles are a story of their own each, separated by commas: for forms that are filled in
    /// every day, such as weather, prices and results, where they are taken for news of one event.
    Optional<List<String>> separateSections();
}
