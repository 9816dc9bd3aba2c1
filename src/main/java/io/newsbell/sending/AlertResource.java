package io.newsbell.sending;

import io.newsbell.alert.Alert;
import io.newsbell.alert.AlertState;
import io.newsbell.alert.Alerts;
import io.newsbell.alert.SendingSwitch;
import io.newsbell.app.App;
import io.newsbell.app.CallingServer;
import io.newsbell.device.Devices;
import io.newsbell.history.Deliveries;
import io.newsbell.ledger.Ledger;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/alerts")
@Tag(name = "Alerts")
@SecurityRequirement(name = "apiKey", scopes = "alerts:send")
class AlertResource {
    private static final String STATES = "held|approved|sending|sent|dismissed|stopped|expired";

    private final CallingServer caller;
    private final Alerts alerts;
    private final SendingSwitch sending;
    private final Devices devices;
    private final Ledger ledger;
    private final Deliveries deliveries;

    AlertResource(
            CallingServer caller,
            Alerts alerts,
            SendingSwitch sending,
            Devices devices,
            Ledger ledger,
            Deliveries deliveries) {
        this.caller = caller;
        this.alerts = alerts;
        this.sending = sending;
        this.devices = devices;
        this.ledger = ledger;
        this.deliveries = deliveries;
    }

    @GET
    @SecurityRequirement(name = "apiKey", scopes = "alerts:send")
    @SecurityRequirement(name = "apiKey", scopes = "ops:read")
    @Operation(
            operationId = "listAlerts",
            summary = "List the newest alerts",
            description = "With `state=held` those that wait for a person, who approves or dismisses them.")
    public List<AlertAnswer> list(
            @QueryParam("state")
                    @Pattern(regexp = STATES, message = "Use " + STATES)
                    @Schema(description = "Only those in this state", examples = "held")
                    @Nullable
                    String state,
            @QueryParam("limit")
                    @DefaultValue("20")
                    @Min(value = 1, message = "Use 1 to 100")
                    @Max(value = 100, message = "Use 1 to 100")
                    int limit) {
        var app = caller.app();
        var found = state == null
                ? alerts.recent(app.id(), limit)
                : alerts.recent(app.id(), AlertState.valueOf(state.toUpperCase(Locale.ROOT)), limit);
        return found.stream().map(this::answer).toList();
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
        if (!alerts.stop(app, alertId, caller.actor()) && alert(app, alertId).state() != AlertState.STOPPED) {
            throw new Problem(
                    ErrorCode.ALERT_STATE, "Only an alert that is approved or sending can be stopped; read it again.");
        }
        return answer(alert(app, alertId));
    }

    @POST
    @Path("/{alertId}/resume")
    @Operation(
            operationId = "resumeAlert",
            summary = "Let a stopped alert go on",
            description = "Whoever it has not told yet is looked at again, and told unless they have unfollowed, have"
                    + " had enough, or have quiet hours by now. Nobody is told twice. It is `approved` until what was"
                    + " under way when it was stopped has ended. Resuming it again changes nothing.")
    @APIResponse(responseCode = "200", description = "Resumed")
    @APIResponse(
            responseCode = "409",
            description = "It is not stopped, was recalled, or has expired: `alert_state`; or all sending is stopped:"
                    + " `sending_stopped`")
    public AlertAnswer resume(UUID alertId) {
        var app = caller.app();
        var alert = alert(app, alertId);
        sending.require(app);
        if (!alert.state().isUnderWay() && !alerts.resume(alertId, caller.actor())) {
            throw new Problem(
                    ErrorCode.ALERT_STATE,
                    "Only an alert that is stopped, was not recalled and has not expired can be resumed; read it"
                            + " again.");
        }
        return answer(alert(app, alertId));
    }

    @POST
    @Path("/{alertId}/approve")
    @Operation(
            operationId = "approveAlert",
            summary = "Let a held alert go",
            description =
                    "With the article's text as it is now, so correct that first. From then on it has as long as any other until it expires. One that waited until its own expiry"
                            + " cannot be approved any more: late is worse than never. Approving it again changes nothing.")
    @APIResponse(responseCode = "200", description = "Approved")
    @APIResponse(
            responseCode = "409",
            description = "It is not held: `alert_state`; or all sending is stopped: `sending_stopped`")
    public AlertAnswer approve(UUID alertId) {
        var app = caller.app();
        var alert = alert(app, alertId);
        sending.require(app);
        if (!alerts.approve(alert, app, caller.actor()) && !wasApproved(alert(app, alertId))) {
            throw new Problem(
                    ErrorCode.ALERT_STATE,
                    "Only an alert that is held, and has not expired, can be approved; read it again.");
        }
        return answer(alert(app, alertId));
    }

    @POST
    @Path("/{alertId}/dismiss")
    @Operation(
            operationId = "dismissAlert",
            summary = "Decide against a held alert",
            description = "Nobody is told. Dismissing it again changes nothing.")
    @APIResponse(responseCode = "200", description = "Dismissed")
    @APIResponse(responseCode = "409", description = "It is not held: `alert_state`")
    public AlertAnswer dismiss(UUID alertId) {
        var app = caller.app();
        var alert = alert(app, alertId);
        if (!alerts.dismiss(alert.id(), caller.actor()) && alert(app, alertId).state() != AlertState.DISMISSED) {
            throw new Problem(ErrorCode.ALERT_STATE, "Only an alert that is held can be dismissed; read it again.");
        }
        return answer(alert(app, alertId));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/dismiss")
    @Operation(
            operationId = "dismissHeldAlerts",
            summary = "Decide against all held alerts of one source",
            description = "For the rest of an import that was held as a flood.")
    @APIResponse(responseCode = "200", description = "Dismissed; how many")
    public DismissedAnswer dismissHeld(@Valid @NotNull DismissalBody body) {
        return new DismissedAnswer(alerts.dismissHeld(
                caller.app().id(), body.source(), Optional.ofNullable(body.guard()), caller.actor()));
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
        return AlertAnswer.of(alert, ledger);
    }

    private static boolean wasApproved(Alert alert) {
        return !alert.guards().isEmpty()
                && switch (alert.state()) {
                    case APPROVED, SENDING, SENT -> true;
                    case HELD, DISMISSED, STOPPED, EXPIRED -> false;
                };
    }

    @Schema(name = "Dismissal")
    record DismissalBody(
            @NotNull(message = "Give the source")
            @Size(max = 200, message = "Use at most 200 characters")
            @Schema(
                    description = "`key:` and the name of an API key, or `feed:` and the name of a feed, as the flood's"
                            + " finding says",
                    examples = "key:cms")
            String source,

            @Size(max = 40, message = "Use at most 40 characters")
            @Schema(description = "Only what this guard rail held; without it all", examples = "flood")
            @Nullable
            String guard) {}

    @Schema(name = "Dismissed")
    record DismissedAnswer(@Schema(examples = "180") int dismissed) {}
}
