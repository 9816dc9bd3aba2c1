package io.newsbell.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Words by which a headline is known as a test, or as not written yet. Case, width and punctuation do not count.
@Schema(name = "TestWord")
public record TestWord(
        @NotNull(message = "Give the words")
        @Size(max = 100, message = "Use at most 100 characters")
        @Pattern(regexp = "(?U).*\\w.*", message = "Use letters or digits")
        @Schema(examples = "lorem ipsum")
        String words,

        @NotNull(message = "Say where: anywhere, part or whole")
        @Schema(
                description =
                        "`anywhere`: wherever these whole words stand. `part`: if they are all that stands between two of"
                                + " : – | ( ) [ ] . ! and the like, as in \"DO NOT PUBLISH: budget\"; \"Court: do not publish"
                                + " names\" is none. `whole`: if the headline has nothing else but numbers and further such"
                                + " words, as in \"Test 2\"; \"Test match ends in a draw\" is none.")
        Where where) {

    public enum Where {
        @JsonProperty("anywhere")
        ANYWHERE,
        @JsonProperty("part")
        PART,
        @JsonProperty("whole")
        WHOLE
    }

    /// Those of `test-words.txt`: a line is where and words.
    static List<TestWord> usual() {
        try (var file = Objects.requireNonNull(TestWord.class.getResourceAsStream("test-words.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" ", 2))
                    .map(line -> new TestWord(line[1].strip(), Where.valueOf(line[0])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
