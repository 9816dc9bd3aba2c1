package io.newsbell.alert;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.newsbell.topic.Topic;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A rule that is held against the stored articles.
///
/// @param tried   the topic with the rule that is tried
/// @param present the topic as it was when the rehearsal began; null if it did not exist
public record Rehearsal(
        UUID id,
        Topic tried,
        @Nullable Topic present,
        State state,
        long read,
        long articles,
        @Nullable Result result,
        Instant startedAt) {
    public enum State {
        @JsonProperty("running")
        RUNNING,
        @JsonProperty("done")
        DONE
    }

    @Schema(name = "RehearsalResult")
    public record Result(
            Sent tried,

            @Schema(description = "The same by the topic's present rule; absent if there is no such topic") @Nullable
            Sent present,

            @Schema(description = "Alerts of the tried rule, day by day in UTC")
            List<Day> days,

            @Schema(description = "What only the tried rule would have sent, the newest first, at most 100")
            List<Difference> added,

            @Schema(description = "What only the present rule would have sent, the newest first, at most 100")
            List<Difference> removed) {}

    @Schema(name = "RehearsalSent")
    public record Sent(
            @Schema(description = "Articles that belong to the topic", examples = "412")
            long matched,

            @Schema(description = "Of these, how many are about it, rather than only mention it", examples = "130")
            long about,

            @Schema(
                    description = "Of these, how many the app's policy would have let ring phones without an editor",
                    examples = "58")
            long alerts,

            @Schema(description = "For who follows it at the level every, on average", examples = "1.93")
            double perReaderPerDay,

            @Schema(description = "For who follows it at the level important", examples = "0.2")
            double importantPerReaderPerDay,

            @Schema(description = "On the fullest day", examples = "7")
            long mostOnOneDay) {}

    @Schema(name = "RehearsalDay")
    public record Day(LocalDate day, @Schema(examples = "3") long alerts) {}

    @Schema(name = "RehearsalDifference")
    public record Difference(
            String externalId,
            String headline,
            Instant receivedAt,
            double score,

            @Schema(description = "The part of the rule that was satisfied first, as it is written")
            String clause) {}
}
