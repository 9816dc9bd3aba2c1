package io.newsbell.console;

import io.newsbell.alert.Alert;
import io.newsbell.alert.AlertState;
import io.newsbell.alert.SendingSwitch;
import io.newsbell.people.Role;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// The emergency brake.
@Path("desk/{app}/sending")
@DeskPage
@SignedIn
@Produces(MediaType.TEXT_HTML)
class SwitchResource {
    private final Visitor visitor;
    private final SendingSwitch sending;
    private final AlertsDesk desk;

    SwitchResource(Visitor visitor, SendingSwitch sending, AlertsDesk desk) {
        this.visitor = visitor;
        this.sending = sending;
        this.desk = desk;
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance show() {
        return Pages.sending(visitor.frame(null), underWay(), visitor.has(Role.OPS));
    }

    @POST
    @Path("stop")
    @Operation(hidden = true)
    public Response stop() {
        visitor.require(Role.OPS);
        sending.stop(visitor.app(), visitor.actor());
        return see();
    }

    @POST
    @Path("resume")
    @Operation(hidden = true)
    public Response resume() {
        visitor.require(Role.OPS);
        sending.resume(visitor.app(), visitor.actor());
        return see();
    }

    private List<Alert> underWay() {
        return desk.recent(visitor.app()).stream()
                .filter(alert -> alert.state() == AlertState.APPROVED || alert.state() == AlertState.SENDING)
                .toList();
    }

    private Response see() {
        return Response.seeOther(
                        URI.create("/desk/%s/sending".formatted(visitor.app().slug())))
                .build();
    }
}
