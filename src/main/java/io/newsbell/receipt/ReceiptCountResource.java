package io.newsbell.receipt;

import io.newsbell.alert.Alerts;
import io.newsbell.app.CallingServer;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/alerts/{alertId}/receipts")
@Tag(name = "Alerts")
@SecurityRequirement(name = "apiKey", scopes = "alerts:send")
class ReceiptCountResource {
    private final CallingServer caller;
    private final Alerts alerts;
    private final Receipts receipts;

    ReceiptCountResource(CallingServer caller, Alerts alerts, Receipts receipts) {
        this.caller = caller;
        this.alerts = alerts;
        this.receipts = receipts;
    }

    @GET
    @Operation(
            operationId = "countReceipts",
            summary = "Count the devices that received, opened and dismissed an alert",
            description =
                    "Each device counts once. Phones report late: the counts grow for days. Of an alert to many only a"
                            + " sample of the devices reports that it was received: `sample` then says so, and `received`"
                            + " is an estimate.")
    @APIResponse(
            responseCode = "200",
            description = "The counts",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Receipts.Counts.class)))
    public Receipts.Counts counts(UUID alertId) {
        var app = caller.app();
        return alerts.find(alertId)
                .filter(alert -> alert.appId() == app.id())
                .map(alert -> receipts.counts(alert.id()))
                .orElseThrow(() -> new Problem(ErrorCode.NOT_FOUND, "There is no alert of this id."));
    }
}
