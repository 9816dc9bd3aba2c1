package io.newsbell.upkeep;

import io.newsbell.alert.Alert;
import io.newsbell.alert.Alerts;
import io.newsbell.app.CallingServer;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/alerts/{alertId}/balance")
@Tag(name = "Alerts")
class BalanceResource {
    private final CallingServer caller;
    private final Alerts alerts;
    private final Balance balance;

    BalanceResource(CallingServer caller, Alerts alerts, Balance balance) {
        this.caller = caller;
        this.alerts = alerts;
        this.balance = balance;
    }

    @GET
    @SecurityRequirement(name = "apiKey", scopes = "ops:read")
    @Operation(
            operationId = "getBalance",
            summary = "See whether an alert's account adds up",
            description =
                    "matched = suppressed + planned + waiting, at every moment. What is counted wrongly is named.")
    public Balance.Report get(UUID alertId) {
        return balance.look(alert(alertId));
    }

    @POST
    @SecurityRequirement(name = "apiKey", scopes = "alerts:send")
    @Operation(
            operationId = "repairBalance",
            summary = "Put an alert's account right",
            description =
                    "Counts anew, from the sets of devices that are kept, and says what it found and changed. Of an"
                            + " account that adds up nothing is changed.")
    public Balance.Report repair(UUID alertId) {
        return balance.repair(alert(alertId));
    }

    private Alert alert(UUID id) {
        var app = caller.app();
        return alerts.find(id)
                .filter(alert -> alert.appId() == app.id())
                .orElseThrow(() -> new Problem(ErrorCode.NOT_FOUND, "There is no alert of this id."));
    }
}
