package io.newsbell.receipt;

import io.newsbell.device.CallingDevice;
import jakarta.ws.rs.DELETE;
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

@Path("/v1/devices/{deviceId}")
@Tag(name = "Privacy")
@SecurityRequirement(name = "deviceSecret")
class PrivacyResource {
    private final CallingDevice caller;
    private final Exports exports;
    private final Erasures erasures;

    PrivacyResource(CallingDevice caller, Exports exports, Erasures erasures) {
        this.caller = caller;
        this.exports = exports;
        this.erasures = erasures;
    }

    @GET
    @Path("/export")
    @Operation(
            operationId = "exportDevice",
            summary = "Export all that is stored of this device's reader",
            description =
                    "The reader with all devices, follows, mutes, preferences, notifications and receipts. Secrets"
                            + " are not in it.")
    @APIResponse(
            responseCode = "200",
            description = "Everything",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Export.class)))
    public Export export(UUID deviceId) {
        return exports.of(caller.device().readerId());
    }

    @DELETE
    @Operation(
            operationId = "eraseDevice",
            summary = "Erase this device",
            description =
                    "With all that is stored of it, and its reader if it was their last device. Final at once: after the"
                            + " answer no batch that starts to read its addresses sends to it, its secret is no longer"
                            + " accepted, and nothing tells that it ever was. The same id may register anew.")
    @APIResponse(responseCode = "204", description = "Erased")
    public void erase(UUID deviceId) {
        erasures.erase(caller.device().id());
    }
}
