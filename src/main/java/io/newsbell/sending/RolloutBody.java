package io.newsbell.sending;

import io.newsbell.alert.AlertLevel;
import io.newsbell.alert.Rollout;
import io.newsbell.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalTime;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// How an alert goes out, if not to all at once.
@Schema(name = "Rollout", description = "At most one of these")
public record RolloutBody(
        @Pattern(regexp = "([01]\\d|2[0-3]):[0-5]\\d", message = "Write the time like 07:30")
        @Schema(description = "The time of day at which it comes wherever a phone is", examples = "07:30")
        @Nullable
        String localTime,

        @Min(value = 2, message = "Use 2 to 240")
        @Max(value = 240, message = "Use 2 to 240")
        @Schema(
                description = "Spread over so many minutes, so that not all open the publisher's site at once",
                examples = "10")
        @Nullable
        Integer spreadMinutes,

        @Schema(
                description = "One phone in a hundred goes first; if that does not go as usual the alert is stopped",
                examples = "false")
        @Nullable
        Boolean canary,

        @Valid @Nullable TrialBody trial) {

    Rollout checked(AlertLevel level) {
        var chosen = Stream.of(localTime, spreadMinutes, Boolean.TRUE.equals(canary) ? canary : null, trial)
                .filter(Objects::nonNull)
                .count();
        if (chosen > 1) {
            throw Problem.invalid("/rollout", "Choose one of localTime, spreadMinutes, canary and trial.");
        }
        if (trial != null && level == AlertLevel.BREAKING) {
            throw Problem.invalid("/rollout/trial", "Breaking news does not wait for a trial; leave it out.");
        }
        if (chosen > 0 && level == AlertLevel.DIGEST) {
            throw Problem.invalid("/rollout", "Digests come at their readers' times; leave it out.");
        }
        return new Rollout(
                Optional.ofNullable(localTime).map(LocalTime::parse),
                spreadMinutes == null ? 0 : spreadMinutes,
                Boolean.TRUE.equals(canary),
                Optional.ofNullable(trial).map(TrialBody::trial));
    }

    /// @param share   of the audience that takes part, half of it for each text
    /// @param minutes after which the text that was opened more often goes to the others
    @Schema(name = "Trial", description = "Another text, tried on a sample")
    public record TrialBody(
            @NotBlank(message = "Give the other title")
            @Size(max = SendBody.LONGEST_TITLE, message = "Use at most 150 characters")
            String title,

            @Size(max = SendBody.LONGEST_BODY, message = "Use at most 300 characters") @Nullable
            String body,

            @NotNull(message = "Give the share of the audience that takes part")
            @DecimalMin(value = "0.001", message = "Use 0.001 to 0.5")
            @DecimalMax(value = "0.5", message = "Use 0.001 to 0.5")
            @Schema(examples = "0.1")
            Double share,

            @NotNull(message = "Give the minutes after which it is decided")
            @Min(value = 1, message = "Use 1 to 240")
            @Max(value = 240, message = "Use 1 to 240")
            @Schema(examples = "20")
            Integer minutes) {

        Rollout.Trial trial() {
            return new Rollout.Trial(title.strip(), body == null ? "" : body.strip(), share, minutes);
        }
    }
}
