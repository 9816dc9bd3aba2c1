package io.newsbell.upkeep;

import io.newsbell.app.CallingServer;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import io.newsbell.upkeep.SetAside.Batch;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/set-aside-batches")
@Tag(name = "Ops")
class SetAsideResource {
    private final CallingServer caller;
    private final SetAside batches;

    SetAsideResource(CallingServer caller, SetAside batches) {
        this.caller = caller;
        this.batches = batches;
    }

    @GET
    @SecurityRequirement(name = "apiKey", scopes = "ops:read")
    @Operation(
            operationId = "listSetAsideBatches",
            summary = "See which batches were set aside, and why",
            description = "A batch whose sending failed three times for a reason that nobody foresaw harms no other: it"
                    + " waits for a person. When its alert expires, what is left of it expires, too.")
    public List<Batch> list() {
        return batches.list(caller.app().id());
    }

    @POST
    @Path("/{batchId}/release")
    @SecurityRequirement(name = "apiKey", scopes = "alerts:send")
    @Operation(
            operationId = "releaseSetAsideBatch",
            summary = "Try a batch again that was set aside",
            description = "At once, and up to three times again. Only those are told who have no outcome yet."
                    + " Releasing it again changes nothing.")
    @APIResponse(responseCode = "204", description = "Released")
    @APIResponse(responseCode = "404", description = "There is no such batch: `not_found`")
    public void release(long batchId) {
        if (!batches.release(caller.app().id(), batchId, caller.actor())) {
            throw new Problem(ErrorCode.NOT_FOUND, "There is no batch of this id; list those that are set aside.");
        }
    }
}
