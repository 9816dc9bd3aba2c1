package io.newsbell.sending;

import io.newsbell.alert.AlertLevel;
import io.newsbell.alert.Draft;
import io.newsbell.alert.Rollout;
import io.newsbell.device.Platform;
import io.newsbell.problem.Problem;
import io.newsbell.topic.LanguageTag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An alert as a newsroom sends it.
@Schema(name = "NewAlert")
public record SendBody(
        @Size(min = 1, max = 512, message = "Use 1 to 512 characters")
        @Schema(description = "The newsroom's own id of the article that it is about, if it is about one")
        @Nullable
        String articleId,

        @Schema(
                description =
                        "The story that it belongs to: who was told of it before is not told again. Left out it is"
                                + " the article's, and without an article a new one")
        @Nullable
        Long storyId,

        @NotNull(message = "Give the level: breaking, top, following or digest")
        AlertLevel level,

        @NotBlank(message = "Give a title") @Size(max = LONGEST_TITLE, message = "Use at most 150 characters")
        String title,

        @Size(max = LONGEST_BODY, message = "Use at most 300 characters") @Nullable
        String body,

        @Schema(
                description = "What is opened; left out it is the article's address",
                examples = "https://news.example/heat")
        @Nullable
        String link,

        @Schema(description = "Left out it is the article's", examples = "https://news.example/heat.jpg") @Nullable
        String image,

        @NotEmpty(message = "Name the topics whose followers are told")
        @Size(max = 50, message = "Name at most 50 topics")
        @Schema(description = "Slugs; the one that is named as the reason first", examples = "[\"climate\"]")
        List<@NotNull(message = "Give a slug") String> topics,

        @Size(max = MOST_NARROWING, message = "Name at most 10 topics")
        @Schema(
                description = "Slugs: of those followers only who follows all of these, too, at any level",
                examples = "[\"mumbai\"]")
        @Nullable
        List<@NotNull(message = "Give a slug") String> alsoFollowing,

        @Size(max = MOST_NARROWING, message = "Name at most 10 topics")
        @Schema(
                description = "Slugs: of those followers nobody who follows any of these, at any level",
                examples = "[\"weather\"]")
        @Nullable
        List<@NotNull(message = "Give a slug") String> notFollowing,

        @Schema(description = "Tell also who was told of the story before", examples = "false") @Nullable
        Boolean update,

        @Schema(
                description =
                        "A BCP 47 tag: not to readers who want other languages only. Left out it is the article's",
                examples = "en")
        @Nullable
        String language,

        @Schema(description = "Only to these; left out to all", examples = "[\"android\"]") @Nullable
        List<@NotNull(message = "Give a platform") Platform> platforms,

        @Pattern(regexp = VERSION, message = VERSION_MESSAGE)
        @Schema(description = "Only to this version of the app or a later one", examples = "7.0")
        @Nullable
        String fromVersion,

        @Pattern(regexp = VERSION, message = VERSION_MESSAGE)
        @Schema(description = "Only to this version of the app or an earlier one", examples = "7.9")
        @Nullable
        String toVersion,

        @Valid @Nullable RolloutBody rollout,

        @Min(value = 1, message = "Use 1 to 10080")
        @Max(value = 10_080, message = "Use 1 to 10080")
        @Schema(
                description = "What could not be delivered after so long is dropped; left out it is as the app's policy"
                        + " says",
                examples = "60")
        @Nullable
        Integer expiresMinutes) {
    public static final int LONGEST_TITLE = 150;
    public static final int LONGEST_BODY = 300;
    private static final int MOST_NARROWING = 10;
    private static final String VERSION = "[0-9]{1,9}(\\.[0-9]{1,9}){0,5}";
    private static final String VERSION_MESSAGE = "Use numbers between dots such as 7.1.0";
    private static final int LONGEST_ADDRESS = 2_048;

    /// The same without null. The fields must have been validated.
    ///
    /// @throws Problem if fields contradict each other, or an address is none
    public Draft draft() {
        return new Draft(
                Optional.ofNullable(articleId),
                Optional.ofNullable(storyId),
                level,
                title.strip(),
                Optional.ofNullable(body).orElse("").strip(),
                address("/link", link),
                address("/image", image),
                topics,
                Optional.ofNullable(alsoFollowing).orElse(List.of()),
                Optional.ofNullable(notFollowing).orElse(List.of()),
                Boolean.TRUE.equals(update),
                Optional.ofNullable(language).map(SendBody::language),
                Optional.ofNullable(platforms).<Set<Platform>>map(Set::copyOf).orElse(Set.of()),
                Optional.ofNullable(fromVersion),
                Optional.ofNullable(toVersion),
                rollout == null ? Rollout.AT_ONCE : rollout.checked(level),
                Optional.ofNullable(expiresMinutes).map(Duration::ofMinutes));
    }

    private static String language(String tag) {
        return LanguageTag.of(tag)
                .orElseThrow(() -> Problem.invalid("/language", "Give a BCP 47 language tag such as en or pt-BR."));
    }

    static Optional<URI> address(String pointer, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            var uri = new URI(text);
            if (text.length() <= LONGEST_ADDRESS
                    && uri.isAbsolute()
                    && uri.getHost() != null
                    && uri.getScheme().startsWith("http")) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException _) {
            // Said below.
        }
        throw Problem.invalid(pointer, "Give an address that begins with https:// and has at most 2,048 characters.");
    }
}
