package io.newsbell.sending;

import io.newsbell.alert.Drafts;
import io.newsbell.alert.SendingSwitch;
import io.newsbell.app.CallingServer;
import io.newsbell.ledger.Ledger;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/alerts")
@Tag(name = "Alerts")
@SecurityRequirement(name = "apiKey", scopes = "alerts:send")
class SendResource {
    private final CallingServer caller;
    private final Drafts drafts;
    private final SendingSwitch sending;
    private final Ledger ledger;
    private final Once once;

    SendResource(CallingServer caller, Drafts drafts, SendingSwitch sending, Ledger ledger, Once once) {
        this.caller = caller;
        this.drafts = drafts;
        this.sending = sending;
        this.ledger = ledger;
        this.once = once;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Operation(
            operationId = "sendAlert",
            summary = "Send an alert",
            description =
                    "To who follows its topics, as each reader wants it: their mutes, caps and quiet hours hold. No guard"
                            + " rail looks at it, because a person has. Watch with GET what becomes of it. The same call"
                            + " again, with its Idempotency-Key, sends nothing and has the first answer.")
    @APIResponse(
            responseCode = "202",
            description = "Approved: whom to tell is worked out at once",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AlertAnswer.class)))
    @APIResponse(
            responseCode = "409",
            description =
                    "The call with this Idempotency-Key is being done: `idempotent_call_running`; or all sending is stopped:"
                            + " `sending_stopped`")
    public RestResponse<AlertAnswer> send(
            @HeaderParam("Idempotency-Key")
                    @Parameter(
                            description = "Of your choice, 1 to 255 characters: the same when you repeat the call",
                            required = true,
                            example = "desk-7f3a-2026-11-26T07:30")
                    @Nullable
                    String key,
            @Valid @NotNull SendBody body) {
        var app = caller.app();
        var answer = once.call(app.id(), key, body, AlertAnswer.class, () -> {
            sending.require(app);
            return AlertAnswer.of(drafts.send(app, body.draft(), caller.actor()), ledger);
        });
        return RestResponse.status(RestResponse.Status.ACCEPTED, answer);
    }
}
