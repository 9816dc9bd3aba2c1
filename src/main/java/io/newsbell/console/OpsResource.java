package io.newsbell.console;

import io.newsbell.alert.Alert;
import io.newsbell.alert.Alerts;
import io.newsbell.console.Frame.Section;
import io.newsbell.crosscheck.CrossCheck;
import io.newsbell.ops.Nodes;
import io.newsbell.ops.Steps;
import io.newsbell.people.Role;
import io.newsbell.projection.IndexState;
import io.newsbell.retirement.DeadAddresses;
import io.newsbell.upkeep.SetAside;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// How Newsbell does, and what who runs it can do about it.
@Path("desk/{app}/ops")
@DeskPage
@SignedIn
@Produces(MediaType.TEXT_HTML)
class OpsResource {
    private final Visitor visitor;
    private final OpsDesk desk;
    private final Steps steps;
    private final Nodes nodes;
    private final SetAside batches;
    private final DeadAddresses dead;
    private final Alerts alerts;
    private final IndexState index;
    private final CrossCheck google;

    OpsResource(
            Visitor visitor,
            OpsDesk desk,
            Steps steps,
            Nodes nodes,
            SetAside batches,
            DeadAddresses dead,
            Alerts alerts,
            IndexState index,
            CrossCheck google) {
        this.visitor = visitor;
        this.desk = desk;
        this.steps = steps;
        this.nodes = nodes;
        this.batches = batches;
        this.dead = dead;
        this.alerts = alerts;
        this.index = index;
        this.google = google;
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance show() {
        visitor.require(Role.OPS);
        return Pages.ops(visitor.frame(Section.OPS), desk.page(visitor.app()));
    }

    /// The changing part of the page.
    @GET
    @Path("live")
    @Operation(hidden = true)
    public TemplateInstance live() {
        visitor.require(Role.OPS);
        return Pages.opsLive(visitor.frame(Section.OPS), desk.page(visitor.app()));
    }

    @POST
    @Path("steps/{step}/pause")
    @Operation(hidden = true)
    public Response pause(String step) {
        visitor.require(Role.OPS);
        return see(steps.pause(visitor.app(), step, visitor.actor()), "flow");
    }

    @POST
    @Path("steps/{step}/resume")
    @Operation(hidden = true)
    public Response resume(String step) {
        visitor.require(Role.OPS);
        return see(steps.resume(visitor.app(), step, visitor.actor()), "flow");
    }

    @POST
    @Path("nodes/{node}/drain")
    @Operation(hidden = true)
    public Response drain(UUID node) {
        visitor.require(Role.OPS);
        return see(nodes.drain(visitor.app(), node, true, visitor.actor()), "nodes");
    }

    @POST
    @Path("nodes/{node}/work")
    @Operation(hidden = true)
    public Response work(UUID node) {
        visitor.require(Role.OPS);
        return see(nodes.drain(visitor.app(), node, false, visitor.actor()), "nodes");
    }

    @POST
    @Path("batches/{batch}/release")
    @Operation(hidden = true)
    public Response release(long batch) {
        visitor.require(Role.OPS);
        return see(batches.release(visitor.app().id(), batch, visitor.actor()), "quarantine");
    }

    @POST
    @Path("dead-addresses/{alert}/retire")
    @Operation(hidden = true)
    public Response retire(UUID alert) {
        visitor.require(Role.OPS);
        dead.retire(alert(alert), visitor.actor());
        return see(true, "quarantine");
    }

    @POST
    @Path("dead-addresses/{alert}/restore")
    @Operation(hidden = true)
    public Response restore(UUID alert) {
        visitor.require(Role.OPS);
        dead.restore(alert(alert), visitor.actor());
        return see(true, "quarantine");
    }

    @POST
    @Path("check")
    @Operation(hidden = true)
    public Response check() {
        visitor.require(Role.OPS);
        index.check();
        return see(true, "index");
    }

    @POST
    @Path("import")
    @Operation(hidden = true)
    public Response importNow() {
        visitor.require(Role.OPS);
        google.importNow(visitor.app());
        return see(true, "google");
    }

    private Alert alert(UUID id) {
        return alerts.find(id)
                .filter(alert -> alert.appId() == visitor.app().id())
                .orElseThrow(Refusal::nothingHere);
    }

    private Response see(boolean isThere, String part) {
        if (!isThere) {
            throw Refusal.nothingHere();
        }
        return Response.seeOther(
                        URI.create("/desk/%s/ops#%s".formatted(visitor.app().slug(), part)))
                .build();
    }
}
