package io.newsbell.delivery;

import io.newsbell.alert.Alert;
import io.newsbell.alert.AlertLevel;
import io.newsbell.alert.AlertState;
import io.newsbell.alert.Alerts;
import io.newsbell.app.App;
import io.newsbell.app.CallingServer;
import io.newsbell.device.Devices;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/alerts")
@Tag(name = "Alerts")
@SecurityRequirement(name = "apiKey", scopes = "alerts:send")
class AlertResource {
    private final CallingServer caller;
    private final Alerts alerts;
    private final Devices devices;
    private final Deliveries deliveries;

    AlertResource(CallingServer caller, Alerts alerts, Devices devices, Deliveries deliveries) {
        this.caller = caller;
        this.alerts = alerts;
        this.devices = devices;
        this.deliveries = deliveries;
    }

    @GET
    @SecurityRequirement(name = "apiKey", scopes = "alerts:send")
    @SecurityRequirement(name = "apiKey", scopes = "ops:read")
    @Operation(operationId = "listAlerts", summary = "List the newest alerts")
    public List<AlertAnswer> list(
            @QueryParam("limit")
                    @DefaultValue("20")
                    @Min(value = 1, message = "Use 1 to 100")
                    @Max(value = 100, message = "Use 1 to 100")
                    int limit) {
        var app = caller.app();
        return alerts.recent(app.id(), limit).stream().map(this::answer).toList();
    }

    @GET
    @SecurityRequirement(name = "apiKey", scopes = "alerts:send")
    @SecurityRequirement(name = "apiKey", scopes = "ops:read")
    @Path("/{alertId}")
    @Operation(operationId = "getAlert", summary = "Get an alert and what became of everyone it was meant for")
    public AlertAnswer get(UUID alertId) {
        return answer(alert(caller.app(), alertId));
    }

    @POST
    @Path("/{alertId}/stop")
    @Operation(
            operationId = "stopAlert",
            summary = "Stop an alert",
            description =
                    "Within a second nothing more goes out but what is on the wire. Stopping it again changes nothing.")
    @APIResponse(responseCode = "200", description = "Stopped")
    @APIResponse(responseCode = "409", description = "It is neither approved nor sending: `alert_state`")
    public AlertAnswer stop(UUID alertId) {
        var app = caller.app();
        var alert = alert(app, alertId);
        if (alert.state() != AlertState.STOPPED && !alerts.stop(alertId, "Stopped through the API.")) {
            throw new Problem(
                    ErrorCode.ALERT_STATE, "Only an alert that is approved or sending can be stopped; read it again.");
        }
        return answer(alert(app, alertId));
    }

    @GET
    @SecurityRequirement(name = "apiKey", scopes = "alerts:send")
    @SecurityRequirement(name = "apiKey", scopes = "ops:read")
    @Path("/{alertId}/devices/{deviceId}")
    @Operation(operationId = "explainAlertForDevice", summary = "Explain why a device did or did not get an alert")
    public Deliveries.Why why(UUID alertId, UUID deviceId) {
        var app = caller.app();
        var device = devices.find(deviceId)
                .filter(found -> found.appId() == app.id())
                .orElseThrow(() -> new Problem(ErrorCode.NOT_FOUND, "There is no device of this id."));
        return deliveries.why(alert(app, alertId), device);
    }

    private Alert alert(App app, UUID id) {
        return alerts.find(id)
                .filter(alert -> alert.appId() == app.id())
                .orElseThrow(() -> new Problem(ErrorCode.NOT_FOUND, "There is no alert of this id."));
    }

    private AlertAnswer answer(Alert alert) {
        return new AlertAnswer(
                alert.id(),
                alert.state(),
                alert.reason(),
                alert.level(),
                alert.title(),
                alert.body(),
                alert.createdAt(),
                alert.expiresAt(),
                deliveries.account(alert.id()));
    }

    /// @param account absent until the audience has been worked out
    @Schema(name = "AlertAnswer")
    record AlertAnswer(
            UUID alertId,
            AlertState state,
            String reason,
            AlertLevel level,
            String title,
            String body,
            Instant createdAt,
            Instant expiresAt,
            Optional<Deliveries.Account> account) {}
}
