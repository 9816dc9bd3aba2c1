package io.newsbell.subscription;

import io.newsbell.device.CallingDevice;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/devices/{deviceId}/mutes")
@Tag(name = "Subscriptions")
@SecurityRequirement(name = "deviceSecret")
class MuteResource {
    private final CallingDevice caller;
    private final Mutes mutes;

    MuteResource(CallingDevice caller, Mutes mutes) {
        this.caller = caller;
        this.mutes = mutes;
    }

    @GET
    @Operation(operationId = "listMutes", summary = "List what this device's reader has muted")
    public MuteList list(UUID deviceId) {
        return new MuteList(mutes.of(caller.device()));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/{target}")
    @Operation(
            operationId = "mute",
            summary = "Mute a topic or a story for a while",
            description =
                    "Effective at once, in the middle of a fan-out too. Who mutes one of an alert's topics and also"
                            + " follows another of them is still told, because of the other. `story:` and the storyId of a"
                            + " notification silences all of that story.")
    public MuteList mute(UUID deviceId, @Schema(examples = "story:17") String target, @Valid @NotNull MuteBody body) {
        return new MuteList(mutes.mute(caller.device(), target, body.until()));
    }

    @DELETE
    @Path("/{target}")
    @Operation(operationId = "unmute", summary = "Unmute", description = "What is not muted stays so.")
    public MuteList unmute(UUID deviceId, String target) {
        return new MuteList(mutes.unmute(caller.device(), target));
    }

    @Schema(name = "MuteBody")
    record MuteBody(
            @NotNull(message = "Say until when")
            @Schema(description = "In the future, at most a year ahead", examples = "2027-01-31T18:00:00Z")
            Instant until) {}

    @Schema(name = "MuteList")
    record MuteList(List<Mutes.Mute> mutes) {}
}
