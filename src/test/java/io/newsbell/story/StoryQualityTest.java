package io.newsbell.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The thresholds were tuned with `tuning.jsonl` alone.
class StoryQualityTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "stories");

    @Test
    void stories_are_told_apart_and_precision_comes_first() throws IOException {
        var quality = StoryQuality.of(FOLDER.resolve("sample.jsonl"), Duration.ofDays(2));

        System.out.println("stories: " + quality);
        quality.wrong().forEach(pair -> System.out.println("  wrong  " + pair));
        quality.missed().forEach(pair -> System.out.println("  missed " + pair));
        assertThat(quality.precision()).isGreaterThanOrEqualTo(0.97);
        assertThat(quality.recall()).isGreaterThanOrEqualTo(0.8);
    }
}
