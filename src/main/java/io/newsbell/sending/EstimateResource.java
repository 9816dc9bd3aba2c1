package io.newsbell.sending;

import io.newsbell.alert.Drafts;
import io.newsbell.app.CallingServer;
import io.newsbell.audience.Audience;
import io.newsbell.audience.Estimate;
import io.newsbell.audience.Estimate.ByTopic;
import io.newsbell.audience.Estimate.Overlap;
import io.newsbell.audience.Estimate.Waiting;
import io.newsbell.audience.Suppression;
import io.newsbell.device.Platform;
import io.newsbell.ledger.Ledger;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/alerts/estimate")
@Tag(name = "Alerts")
@SecurityRequirement(name = "apiKey", scopes = "alerts:send")
class EstimateResource {
    private static final Duration UNTIL_THE_INDEX_IS_COMPLETE = Duration.ofSeconds(5);

    private final CallingServer caller;
    private final Drafts drafts;
    private final Ledger ledger;
    private final Audience audience;
    private final Arrival arrival;
    private final Clock clock;

    EstimateResource(
            CallingServer caller, Drafts drafts, Ledger ledger, Audience audience, Arrival arrival, Clock clock) {
        this.caller = caller;
        this.drafts = drafts;
        this.ledger = ledger;
        this.audience = audience;
        this.arrival = arrival;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "estimateAlert",
            summary = "See whom an alert would reach",
            description =
                    "Takes what `POST /v1/alerts` takes, and sends nothing. Every device counts once: matched = suppressed +"
                            + " now + later. Exact for this moment; made to be asked while somebody writes."
                            + " `unavailable` while the server starts.")
    public EstimateAnswer estimate(@Valid @NotNull SendBody body) {
        var app = caller.app();
        var draft = drafts.look(app, body.draft(), "");
        var now = clock.instant();
        var queued = ledger.queued(app.id());
        return audience.estimate(draft, ledger.told(draft))
                .map(estimate -> EstimateAnswer.of(
                        estimate, arrival.perMinute(), queued, arrival.last(queued, draft, estimate, now)))
                .orElseThrow(() -> Problem.later(
                        ErrorCode.UNAVAILABLE,
                        "Who follows what is still being read; ask again in some seconds.",
                        UNTIL_THE_INDEX_IS_COMPLETE));
    }

    /// @param suppressed  left out, by the first reason that applies
    /// @param now         told at once, or as the rollout spreads it
    /// @param later       told at another time
    /// @param platforms   of those who would be told, now or later
    /// @param localHours  of those who would be told, by the hour of the day where they are: 24 numbers
    /// @param perMinute   messages that the app may send
    /// @param queued      messages of other alerts that go first
    /// @param lastPhoneAt when the last phone has been rung, by quota and queue; absent if nobody would be told
    @Schema(name = "AudienceEstimate")
    record EstimateAnswer(
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
        static EstimateAnswer of(Estimate estimate, int perMinute, long queued, Optional<Instant> lastPhoneAt) {
            return new EstimateAnswer(
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
    }
}
