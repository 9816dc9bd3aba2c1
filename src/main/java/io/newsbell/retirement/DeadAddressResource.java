package io.newsbell.retirement;

import io.newsbell.alert.Alert;
import io.newsbell.alert.Alerts;
import io.newsbell.app.CallingServer;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import io.newsbell.retirement.DeadAddresses.Found;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/dead-addresses")
@Tag(name = "Ops")
class DeadAddressResource {
    private final CallingServer caller;
    private final Alerts alerts;
    private final DeadAddresses addresses;

    DeadAddressResource(CallingServer caller, Alerts alerts, DeadAddresses addresses) {
        this.caller = caller;
        this.alerts = alerts;
        this.addresses = addresses;
    }

    @GET
    @SecurityRequirement(name = "apiKey", scopes = "ops:read")
    @Operation(
            operationId = "listDeadAddresses",
            summary = "See which alerts found dead push addresses",
            description = "The newest 100. An address is retired when the push service says that it is dead. When so"
                    + " many die at once that something else must be wrong, they are in quarantine: not retired, and sent"
                    + " to again, until a person decides.")
    public List<Found> list() {
        return addresses.found(caller.app().id());
    }

    @POST
    @Path("/{alertId}/retire")
    @SecurityRequirement(name = "apiKey", scopes = "readers:write")
    @Operation(
            operationId = "retireDeadAddresses",
            summary = "Believe that an alert's dead addresses are dead",
            description = "Retires those in quarantine, but for devices that have another address by now.")
    @APIResponse(responseCode = "200", description = "Retired; how many")
    public Decided retire(UUID alertId) {
        return new Decided(addresses.retire(alert(alertId), caller.actor()));
    }

    @POST
    @Path("/{alertId}/restore")
    @SecurityRequirement(name = "apiKey", scopes = "readers:write")
    @Operation(
            operationId = "restoreDeadAddresses",
            summary = "Do not believe it, and bring them back",
            description =
                    "For 30 days: devices that this alert has retired can be reached again, those in quarantine stay"
                            + " as they are. Devices that have another address by now are left alone.")
    @APIResponse(responseCode = "200", description = "Restored; how many")
    public Decided restore(UUID alertId) {
        return new Decided(addresses.restore(alert(alertId), caller.actor()));
    }

    private Alert alert(UUID id) {
        return alerts.find(id)
                .filter(alert -> alert.appId() == caller.app().id())
                .orElseThrow(() -> new Problem(ErrorCode.NOT_FOUND, "There is no alert of this id."));
    }

    @Schema(name = "DecidedAddresses")
    record Decided(@Schema(examples = "412") int addresses) {}
}
