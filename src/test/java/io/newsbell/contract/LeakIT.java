package io.newsbell.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Looks through what the server has logged in all tests before: each secret and address was a canary.
class LeakIT {
    /// Where `application.properties` lets the tests log to.
    private static final Path LOG = Path.of("target", "newsbell-test.log");

    /// Keys and secrets of ours, answers to challenges, push addresses of Firebase and the sandbox, JWTs.
    private static final Pattern CANARY = Pattern.compile(
            "nb[dc]?_[A-Za-z0-9_-]{40,}|:APA91b[A-Za-z0-9_-]{20,}|eyJ[A-Za-z0-9_-]+\\.eyJ[A-Za-z0-9_-]+");

    @Test
    void no_line_of_the_whole_suite_has_a_secret_or_an_address() throws IOException {
        try (var lines = Files.lines(LOG)) {
            assertThat(lines.filter(line -> CANARY.matcher(line).find())).isEmpty();
        } finally {
            // The next run begins with an empty one, and does not fail by what this one has found.
            Files.move(LOG, LOG.resolveSibling("newsbell-test.checked.log"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
