package io.newsbell.sending;

import io.newsbell.audience.Estimate;
import io.newsbell.audience.Estimate.ByTopic;
import io.newsbell.audience.Estimate.Overlap;
import io.newsbell.audience.Estimate.Waiting;
import io.newsbell.audience.Suppression;
import io.newsbell.device.Platform;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// @param suppressed  left out, by the first reason that applies
/// @param now         told at once, or as the rollout spreads it
/// @param later       told at another time
/// @param platforms   of those who would be told, now or later
/// @param localHours  of those who would be told, by the hour of the day where they are: 24 numbers
/// @param perMinute   messages that the app may send
/// @param queued      messages of other alerts that go first
/// @param lastPhoneAt when the last phone has been rung, by quota and queue; absent if nobody would be told
@Schema(name = "AudienceEstimate")
public record AudienceEstimate(
        long matched,
        Map<Suppression, Long> suppressed,
        @Schema(examples = "39200") long now,
        List<Waiting> later,
        Map<Platform, Long> platforms,
        List<ByTopic> topics,
        List<Overlap> overlaps,
        List<Long> localHours,
        @Schema(examples = "600000") int perMinute,
        @Schema(examples = "0") long queued,
        Optional<Instant> lastPhoneAt) {
    static AudienceEstimate of(Estimate estimate, int perMinute, long queued, Optional<Instant> lastPhoneAt) {
        return new AudienceEstimate(
                estimate.matched(),
                estimate.suppressed(),
                estimate.now(),
                estimate.later(),
                estimate.platforms(),
                estimate.topics(),
                estimate.overlaps(),
                estimate.localHours(),
                perMinute,
                queued,
                lastPhoneAt);
    }

    /// Who would be told, now or later.
    public long told() {
        return now + later.stream().mapToLong(Waiting::devices).sum();
    }
}
