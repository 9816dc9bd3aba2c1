package io.newsbell.sending;

import io.newsbell.alert.Alert;
import io.newsbell.alert.Alerts;
import io.newsbell.alert.Amendments;
import io.newsbell.app.App;
import io.newsbell.app.CallingServer;
import io.newsbell.ledger.Ledger;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/alerts/{alertId}")
@Tag(name = "Alerts")
@SecurityRequirement(name = "apiKey", scopes = "alerts:send")
class AmendmentResource {
    private final CallingServer caller;
    private final Alerts alerts;
    private final Amendments amendments;
    private final Ledger ledger;

    AmendmentResource(CallingServer caller, Alerts alerts, Amendments amendments, Ledger ledger) {
        this.caller = caller;
        this.alerts = alerts;
        this.amendments = amendments;
        this.ledger = ledger;
    }

    @POST
    @Path("/recall")
    @Operation(
            operationId = "recallAlert",
            summary = "Take an alert back",
            description =
                    "Stops it if it is still going out, marks it as withdrawn in inboxes, and tells every phone that it rang"
                            + " to take it off the screen, without a sound. That is tried for an hour, or until the alert expires if that is"
                            + " later. Android does it at once. iOS does it when it lets the app run in the background, which it does not"
                            + " if the reader has closed the app by hand or saves power; until then the alert is to be seen. In a browser it needs the"
                            + " service worker of the page. `amendments` counts who was told; what was read is read. Recalling it again changes"
                            + " nothing.")
    @APIResponse(responseCode = "200", description = "Withdrawn")
    @APIResponse(
            responseCode = "409",
            description = "Nobody was told of it: it is held, dismissed or expired: `alert_state`")
    public AlertAnswer recall(UUID alertId) {
        var app = caller.app();
        var alert = alert(app, alertId);
        if (!amendments.recall(alert.id(), caller.actor())) {
            throw new Problem(
                    ErrorCode.ALERT_STATE,
                    "Only an alert that was approved can be recalled. Dismiss one that is held; nobody is told of the others.");
        }
        return AlertAnswer.of(alert(app, alertId), ledger);
    }

    @POST
    @Path("/correct")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "correctAlert",
            summary = "Correct an alert",
            description =
                    "The alert says this from now on, under the next version. Phones that were told before get it in the place of"
                            + " what they show, without a sound, each once; those that wait are told only this. It replaces both texts of a"
                            + " trial, and the title in a push that melted several alerts. A phone that has got a later alert of the"
                            + " story meanwhile keeps that. Who has dismissed the alert sees it again. Possible while it is sent, and until 24 hours after it expires."
                            + " `amendments` counts who was told. Correcting it again to the same changes nothing.")
    @APIResponse(responseCode = "200", description = "Corrected")
    @APIResponse(
            responseCode = "409",
            description = "It is held, dismissed, stopped, withdrawn or expired too long ago: `alert_state`")
    public AlertAnswer correct(UUID alertId, @Valid @NotNull CorrectionBody body) {
        var app = caller.app();
        var alert = alert(app, alertId);
        if (!amendments.correct(alert.id(), body.correction(), caller.actor())) {
            throw new Problem(
                    ErrorCode.ALERT_STATE,
                    "Only an alert that is approved, sending or sent, and was not taken back, can be corrected, until 24"
                            + " hours after it expires. Of one that is held correct the article.");
        }
        return AlertAnswer.of(alert(app, alertId), ledger);
    }

    private Alert alert(App app, UUID id) {
        return alerts.find(id)
                .filter(alert -> alert.appId() == app.id())
                .orElseThrow(() -> new Problem(ErrorCode.NOT_FOUND, "There is no alert of this id."));
    }
}
