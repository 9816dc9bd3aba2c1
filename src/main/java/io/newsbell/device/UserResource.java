package io.newsbell.device;

import io.newsbell.app.CallingServer;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/devices/{deviceId}/user")
@Tag(name = "Devices")
@SecurityRequirement(name = "deviceSecret")
@SecurityRequirement(name = "apiKey", scopes = "readers:write")
class UserResource {
    private final CallingDevice phone;
    private final CallingServer server;
    private final Devices devices;
    private final SignIn signIn;
    private final FollowList follows;

    UserResource(CallingDevice phone, CallingServer server, Devices devices, SignIn signIn, FollowList follows) {
        this.phone = phone;
        this.server = server;
        this.devices = devices;
        this.signIn = signIn;
        this.follows = follows;
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "signIn",
            summary = "Sign in: join the device to a user",
            description =
                    "The publisher's server vouches for the user with its key; a phone does with userToken, a JWT of the"
                            + " publisher: RS256 or ES256, `sub` = userId, `aud` = the app's slug, `iss` as agreed, `exp`"
                            + " required. What the device followed, muted and preferred while nobody was signed in goes"
                            + " along; what the user has decided stays. Answers with what the user follows.")
    @APIResponse(responseCode = "200", description = "Joined")
    public Joined join(UUID deviceId, @Valid @NotNull(message = "Send the user") UserBody body) {
        var device = device(deviceId);
        if (!server.isKnown()) {
            signIn.proved(device.appId(), body.userId(), body.userToken());
        }
        signIn.join(device.id(), device.appId(), body.userId());
        return new Joined(
                deviceId, body.userId(), devices.find(deviceId).map(follows::of).orElse(List.of()));
    }

    @DELETE
    @Operation(
            operationId = "signOut",
            summary = "Sign out",
            description =
                    "The device gets a new, anonymous reader, who follows nothing. The user keeps everything for the"
                            + " next sign-in. Nothing changes if nobody is signed in.")
    @APIResponse(responseCode = "204", description = "Nobody is signed in")
    public void leave(UUID deviceId) {
        var device = device(deviceId);
        signIn.leave(device.id(), device.appId());
    }

    /// For a server, a device of another app does not exist.
    private Device device(UUID deviceId) {
        return phone.known()
                .or(() -> devices.find(deviceId)
                        .filter(found -> found.appId() == server.app().id()))
                .orElseThrow(() -> new Problem(ErrorCode.NOT_FOUND, "The app has no device of this id."));
    }

    @Schema(name = "User")
    record UserBody(
            @NotBlank(message = "Give the user's id")
            @Size(max = 255, message = "Use at most 255 characters")
            @Pattern(regexp = Registration.PRINTABLE, message = "Use printable characters")
            @Schema(
                    examples = "subscriber-4711",
                    description = "What the publisher knows the user by. No address of any kind: it is kept as it is")
            String userId,

            @Size(max = 8_192, message = "Use at most 8,192 characters")
            @Schema(description = "Needed from a phone, ignored from a server")
            @Nullable
            String userToken) {
        @Override
        public String toString() {
            return "[hidden]";
        }
    }

    @Schema(name = "Joined")
    record Joined(
            @Schema(required = true) UUID deviceId,
            @Schema(required = true) String userId,
            @Schema(required = true) List<? extends FollowList.Item> subscriptions) {}
}
