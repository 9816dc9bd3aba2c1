package io.newsbell.app;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A policy as it is set and stored: what is left out is as usual.
@Schema(name = "Policy")
record PolicyBody(
        @Min(value = 1, message = "Use 1 to 10080")
        @Max(value = 10_080, message = "Use 1 to 10080")
        @Nullable
        @Schema(
                description =
                        "An article published, or reporting an event, longer ago rings nobody by itself; usually 120",
                examples = "120")
        Integer freshMinutes,

        @Min(value = 1, message = "Use 1 to 40320")
        @Max(value = 40_320, message = "Use 1 to 40320")
        @Nullable
        @Schema(
                description =
                        "An alert not delivered this long after it was decided is dropped, and so is one that has waited"
                                + " so long for a person; usually 60",
                examples = "60")
        Integer expiresMinutes,

        @Min(value = 0, message = "Use 0 to 8")
        @Max(value = 8, message = "Use 0 to 8")
        @Nullable
        @Schema(
                description =
                        "An article of this IPTC urgency or a more urgent one (1 is the most urgent) alerts whatever its"
                                + " topics say; 0 means never; usually 3",
                examples = "3")
        Integer urgentUpTo,

        @Min(value = 0, message = "Use 0 to 1440")
        @Max(value = 1_440, message = "Use 0 to 1440")
        @Nullable
        @Schema(
                description = "publishedAt may be so far in the future, as clocks differ; more is a mistake, and rings"
                        + " nobody. What is to ring later has embargoedUntil. Usually 5",
                examples = "5")
        Integer futureMinutes,

        @Min(value = 1, message = "Use 1 to 1000000")
        @Max(value = 1_000_000, message = "Use 1 to 1000000")
        @Nullable
        @Schema(
                description = "Of more new articles than this from one source (an API key, a feed) within a minute the"
                        + " rest waits for a person; usually as the server's settings say, there 30",
                examples = "30")
        Integer floodPerMinute,

        @Size(max = 500, message = "Give at most 500")
        @Nullable
        @Schema(
                description =
                        "A headline with these words waits for a person; usually those that GET answers for an app"
                                + " that has set none, in 16 languages; an empty list is none")
        List<@Valid @NotNull(message = "Leave null out") TestWord> testWords,

        @DecimalMin(value = "0", message = "Use 0 to 1")
        @DecimalMax(value = "1", message = "Use 0 to 1")
        @Nullable
        @Schema(
                description =
                        "An alert that is not breaking and would ring more of all devices than this share, and more"
                                + " than audienceAtLeast, waits for a person; usually 0.2",
                examples = "0.2")
        Double audienceShare,

        @Min(value = 0, message = "Use 0 to 1000000000")
        @Max(value = 1_000_000_000, message = "Use 0 to 1000000000")
        @Nullable
        @Schema(description = "See audienceShare; usually 10000", examples = "10000")
        Long audienceAtLeast,

        @Min(value = 0, message = "Use 0 to 100")
        @Max(value = 100, message = "Use 0 to 100")
        @Nullable
        @Schema(
                description =
                        "A headline of fewer letters and digits waits for a person; a character of Chinese, Japanese"
                                + " or Korean counts as three; usually 5",
                examples = "5")
        Integer shortestHeadline,

        @Min(value = 1, message = "Use 1 to 1000")
        @Max(value = 1_000, message = "Use 1 to 1000")
        @Nullable
        @Schema(description = "One of more characters waits for a person; usually 200", examples = "200")
        Integer longestHeadline,

        @Min(value = 0, message = "Use 0 to 168")
        @Max(value = 168, message = "Use 0 to 168")
        @Nullable
        @Schema(
                description = "An alert that waits for the end of quiet hours or for a digest is still news for so many"
                        + " hours after it was decided; usually 12",
                examples = "12")
        Integer deferHours,

        @Nullable
        @Schema(
                description =
                        "Whether breaking alerts ring readers who have had as many alerts in 24 hours as they want;"
                                + " usually true",
                examples = "true")
        Boolean breakingPassesCap,

        @Nullable
        @Schema(
                description = "Whether breaking alerts ring readers whose last alert was a shorter time ago than they"
                        + " want; usually true",
                examples = "true")
        Boolean breakingPassesGap,

        @Nullable
        @Schema(
                description = "Whether breaking alerts ring, in their quiet hours, readers who allow it; usually true",
                examples = "true")
        Boolean breakingPassesQuiet,

        @Size(min = 1, max = 6, message = "Give 1 to 6")
        @Nullable
        @Schema(
                description = "When readers who want a digest and have not said when get it, in the device's time zone;"
                        + " usually 18:00",
                examples = "[\"18:00\"]")
        List<@NotNull(message = TIME_MESSAGE) @Pattern(regexp = TIME, message = TIME_MESSAGE) String> digestTimes,

        @Size(max = 4, message = "Give at most 4")
        @Nullable
        @Schema(
                description =
                        "Levels of alerts that editors send from the desk only when a second person has approved them; API"
                                + " keys need none. Usually breaking; an empty list is none",
                examples = "[\"breaking\"]")
        List<@NotNull(message = LEVEL_MESSAGE) @Pattern(regexp = LEVEL, message = LEVEL_MESSAGE) String>
                secondPersonFor) {
    private static final String LEVEL = "breaking|top|following|digest";
    private static final String LEVEL_MESSAGE = "Use breaking, top, following or digest";
    private static final String TIME = "([01]\\d|2[0-3]):[0-5]\\d";
    private static final String TIME_MESSAGE = "Write the time like 18:00";

    static PolicyBody of(Policy policy) {
        return new PolicyBody(
                (int) policy.freshFor().toMinutes(),
                (int) policy.expiresAfter().toMinutes(),
                policy.urgentUpTo(),
                (int) policy.future().toMinutes(),
                policy.floodPerMinute(),
                policy.testWords(),
                policy.audienceShare(),
                policy.audienceAtLeast(),
                policy.shortestHeadline(),
                policy.longestHeadline(),
                (int) policy.deferFor().toHours(),
                policy.breakingPassesCap(),
                policy.breakingPassesGap(),
                policy.breakingPassesQuiet(),
                policy.digestTimes().stream().map(LocalTime::toString).toList(),
                policy.secondPersonFor().stream().sorted().toList());
    }

    Policy over(Policy usual) {
        return new Policy(
                minutes(freshMinutes, usual.freshFor()),
                minutes(expiresMinutes, usual.expiresAfter()),
                or(urgentUpTo, usual.urgentUpTo()),
                minutes(futureMinutes, usual.future()),
                or(floodPerMinute, usual.floodPerMinute()),
                or(testWords, usual.testWords()),
                or(audienceShare, usual.audienceShare()),
                or(audienceAtLeast, usual.audienceAtLeast()),
                or(shortestHeadline, usual.shortestHeadline()),
                or(longestHeadline, usual.longestHeadline()),
                deferHours == null ? usual.deferFor() : Duration.ofHours(deferHours),
                or(breakingPassesCap, usual.breakingPassesCap()),
                or(breakingPassesGap, usual.breakingPassesGap()),
                or(breakingPassesQuiet, usual.breakingPassesQuiet()),
                digestTimes == null
                        ? usual.digestTimes()
                        : digestTimes.stream()
                                .map(LocalTime::parse)
                                .distinct()
                                .sorted()
                                .toList(),
                secondPersonFor == null ? usual.secondPersonFor() : Set.copyOf(secondPersonFor));
    }

    private static Duration minutes(@Nullable Integer own, Duration usual) {
        return own == null ? usual : Duration.ofMinutes(own);
    }

    private static <T> T or(@Nullable T own, T usual) {
        return Objects.requireNonNullElse(own, usual);
    }
}
