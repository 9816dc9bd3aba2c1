package io.newsbell.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MatchQualityTest {
    /// In sixteen languages, with false friends and words of two meanings.
    private static final Path OWN = Path.of("src", "test", "resources", "matching");

    @Test
    void topics_are_found_in_every_language_and_false_friends_are_not() throws IOException {
        var quality = MatchQuality.of(OWN);

        System.out.println("matching: " + quality);
        quality.wrong().forEach(each -> System.out.println("  wrong  " + each));
        quality.missed().forEach(each -> System.out.println("  missed " + each));
        assertThat(quality.precision()).isGreaterThanOrEqualTo(0.95);
        assertThat(quality.recall()).isGreaterThanOrEqualTo(0.95);
    }
}
