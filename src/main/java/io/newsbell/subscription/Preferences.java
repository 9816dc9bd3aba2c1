package io.newsbell.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.newsbell.problem.Problem;
import io.newsbell.topic.LanguageTag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// When and how much a reader wants to be told, whatever it follows. What is left out is not limited.
@Schema(name = "Preferences")
@JsonInclude(JsonInclude.Include.NON_NULL)
record Preferences(
        @Valid @Nullable QuietHours quietHours,

        @Schema(description = "Alerts in any 24 hours", examples = "12")
        @Min(value = 1, message = "Use 1 to 100, or leave it out")
        @Max(value = 100, message = "Use 1 to 100, or leave it out")
        @Nullable
        Integer dailyCap,

        @Schema(description = "Minutes between two alerts, at least", examples = "15")
        @Min(value = 0, message = "Use 0 to 1440")
        @Max(value = 1_440, message = "Use 0 to 1440")
        @Nullable
        Integer leastGapMinutes,

        @Schema(description = "Nothing before this time, at most a year ahead", examples = "2027-01-31T18:00:00Z")
        @Nullable
        Instant pausedUntil,

        @Schema(
                description = "Only alerts in these languages, as BCP 47 tags; empty for any",
                examples = "[\"hi\", \"en\"]")
        @Size(max = 20, message = "Use at most 20")
        @Nullable
        List<@NotNull(message = "Give a BCP 47 tag") String> languages,

        @Schema(description = "When digests come, in the device's time zone", examples = "[\"07:30\", \"08:45\"]")
        @Size(max = 6, message = "Use at most 6")
        @Nullable
        List<@NotNull(message = TIME_MESSAGE) @Pattern(regexp = TIME, message = TIME_MESSAGE) String> digestTimes) {

    static final String TIME = "([01]\\d|2[0-3]):[0-5]\\d";
    static final String TIME_MESSAGE = "Write the time like 22:00";

    static Preferences none() {
        return new Preferences(null, null, 0, null, List.of(), List.of());
    }

    /// The same, written as it is stored.
    ///
    /// @throws Problem `invalid_field`
    Preferences checked(Instant now) {
        if (quietHours != null && quietHours.from().equals(quietHours.to())) {
            throw Problem.invalid("/quietHours/to", "Let the quiet hours end at another time than they begin.");
        }
        var paused =
                pausedUntil == null ? null : Until.checked("/pausedUntil", pausedUntil, now, Until.SILENCE_AT_MOST);
        return new Preferences(
                quietHours,
                dailyCap,
                leastGapMinutes == null ? 0 : leastGapMinutes,
                paused,
                canonical(languages == null ? List.of() : languages),
                digestTimes == null
                        ? List.of()
                        : digestTimes.stream().distinct().sorted().toList());
    }

    private static List<String> canonical(List<String> tags) {
        return IntStream.range(0, tags.size())
                .mapToObj(index -> LanguageTag.of(tags.get(index))
                        .orElseThrow(() -> Problem.invalid("/languages/" + index, "Give a BCP 47 tag such as pt-BR.")))
                .distinct()
                .toList();
    }

    @Schema(
            name = "QuietHours",
            description = "In the device's time zone; across midnight if they end before they begin")
    record QuietHours(
            @NotNull(message = TIME_MESSAGE) @Pattern(regexp = TIME, message = TIME_MESSAGE) @Schema(examples = "00:30")
            String from,

            @NotNull(message = TIME_MESSAGE) @Pattern(regexp = TIME, message = TIME_MESSAGE) @Schema(examples = "07:00")
            String to,

            @Schema(description = "Whether breaking alerts ring all the same", examples = "true")
            boolean breaking) {}
}
