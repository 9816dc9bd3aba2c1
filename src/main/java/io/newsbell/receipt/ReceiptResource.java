package io.newsbell.receipt;

import io.newsbell.device.Devices;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/receipts")
@Tag(name = "Receipts")
class ReceiptResource {
    private static final int MOST = 500;

    private final Devices devices;
    private final Receipts receipts;

    ReceiptResource(Devices devices, Receipts receipts) {
        this.devices = devices;
        this.receipts = receipts;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @SecurityRequirement(name = "deviceSecret")
    @Operation(
            operationId = "sendReceipts",
            summary = "Report what became of alerts on a device",
            description =
                    "Collect events and report them together. Repeating a report changes nothing. Entries that cannot"
                            + " count are refused one by one, by their index; the others count. `received` is reported by"
                            + " the devices that the message's `receiptShare` and `receiptWithin` ask for it: of others it"
                            + " is taken, but neither kept nor counted (`unsampled`). Send the secret of the device that"
                            + " the body names.")
    @APIResponse(
            responseCode = "202",
            description = "Counted, but for what is listed as refused",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Receipts.Result.class)))
    public RestResponse<Receipts.Result> report(@Context HttpHeaders headers, @Valid @NotNull Report body) {
        var device =
                devices.authenticate(body.deviceId().toString(), headers.getHeaderString(HttpHeaders.AUTHORIZATION));
        var result = receipts.report(
                device, body.receipts().stream().map(ReceiptBody::entry).toList());
        return RestResponse.status(RestResponse.Status.ACCEPTED, result);
    }

    @Schema(name = "ReceiptReport")
    record Report(
            @NotNull(message = "Give the id of the device that reports")
            UUID deviceId,

            @NotNull(message = "Give the receipts")
            @Size(min = 1, max = MOST, message = "Report 1 to 500 receipts at a time")
            List<@Valid @NotNull(message = "Leave no receipt empty") ReceiptBody> receipts) {}

    @Schema(name = "Receipt")
    record ReceiptBody(
            @NotNull(message = "Give the alertId of the message's data")
            UUID alertId,

            @NotNull(message = "Give the event: received, opened or dismissed")
            ReceiptEvent event,

            @NotNull(message = "Give the time of the event, in UTC") @Schema(examples = "2026-11-24T07:30:00Z")
            Instant at) {

        Receipts.Entry entry() {
            return new Receipts.Entry(alertId, event, at);
        }
    }
}
