package io.newsbell.receipt;

import io.newsbell.app.CallingServer;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What a publisher's server does for a user who asks the publisher, not the phone.
@Path("/v1/users/{userId}")
@Tag(name = "Privacy")
@SecurityRequirement(name = "apiKey", scopes = "readers:write")
class UserPrivacyResource {
    private static final int LONGEST = 255;

    private final CallingServer caller;
    private final Exports exports;
    private final Erasures erasures;

    UserPrivacyResource(CallingServer caller, Exports exports, Erasures erasures) {
        this.caller = caller;
        this.exports = exports;
        this.erasures = erasures;
    }

    @GET
    @Path("/export")
    @Operation(
            operationId = "exportUser",
            summary = "Export all that is stored of a user",
            description = "As the user's own devices can export it: all devices, follows, mutes, preferences,"
                    + " notifications and receipts, without secrets.")
    @APIResponse(
            responseCode = "200",
            description = "Everything",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Export.class)))
    public Export export(@Size(max = LONGEST, message = "Use at most 255 characters") String userId) {
        return exports.ofUser(caller.app().id(), userId).orElseThrow(UserPrivacyResource::unknown);
    }

    @DELETE
    @Operation(
            operationId = "eraseUser",
            summary = "Erase a user",
            description = "With all devices and all that is stored of them. Final at once; the devices' secrets are no"
                    + " longer accepted.")
    @APIResponse(responseCode = "204", description = "Erased")
    public void erase(@Size(max = LONGEST, message = "Use at most 255 characters") String userId) {
        if (!erasures.eraseReader(caller.app().id(), userId)) {
            throw unknown();
        }
    }

    private static Problem unknown() {
        return new Problem(ErrorCode.NOT_FOUND, "There is no user of this id.");
    }
}
