package io.newsbell.sending;

import io.newsbell.app.CallingServer;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/alerts/estimate")
@Tag(name = "Alerts")
@SecurityRequirement(name = "apiKey", scopes = "alerts:send")
class EstimateResource {
    private static final Duration UNTIL_THE_INDEX_IS_COMPLETE = Duration.ofSeconds(5);

    private final CallingServer caller;
    private final Estimates estimates;

    EstimateResource(CallingServer caller, Estimates estimates) {
        this.caller = caller;
        this.estimates = estimates;
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
    public AudienceEstimate estimate(@Valid @NotNull SendBody body) {
        return estimates
                .of(caller.app(), body.draft())
                .orElseThrow(() -> Problem.later(
                        ErrorCode.UNAVAILABLE,
                        "Who follows what is still being read; ask again in some seconds.",
                        UNTIL_THE_INDEX_IS_COMPLETE));
    }
}
