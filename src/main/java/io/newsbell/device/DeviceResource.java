package io.newsbell.device;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.newsbell.app.App;
import io.newsbell.app.AppCheck;
import io.newsbell.app.Apps;
import io.newsbell.app.Secret;
import io.newsbell.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/devices/{deviceId}")
@Tag(name = "Devices")
class DeviceResource {
    private final Apps apps;
    private final Devices devices;
    private final Registrar registrar;
    private final SignIn signIn;
    private final FollowList follows;
    private final CallingDevice caller;
    private final BrowserKeys browserKeys;

    DeviceResource(
            Apps apps,
            Devices devices,
            Registrar registrar,
            SignIn signIn,
            FollowList follows,
            CallingDevice caller,
            BrowserKeys browserKeys) {
        this.apps = apps;
        this.devices = devices;
        this.registrar = registrar;
        this.signIn = signIn;
        this.follows = follows;
        this.caller = caller;
        this.browserKeys = browserKeys;
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @SecurityRequirementsSet
    @SecurityRequirement(name = "deviceSecret")
    @Operation(
            operationId = "registerDevice",
            summary = "Register a device, or tell that it is still there",
            description =
                    "The app makes the id, a random UUID, once per install. The first call needs no credential and"
                            + " answers with the device's secret, which is never shown again; every later call needs"
                            + " it. Call again at every start, at least every two weeks, and whenever the address"
                            + " changes: from the answer on pushes go to the new address only. An address that belongs to"
                            + " another device moves only when a push to it has been answered; see address.state. Where"
                            + " the app uses App Check, the first call and one with a new address need a token.")
    @APIResponse(
            responseCode = "201",
            description = "Registered; keep the secret",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Registered.class)))
    @APIResponse(
            responseCode = "200",
            description = "Refreshed",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Registered.class)))
    public RestResponse<Registered> put(
            UUID deviceId,
            @HeaderParam("Idempotency-Key")
                    @Pattern(
                            regexp = "[A-Za-z0-9_-]{32,128}",
                            message = "Use 32 to 128 letters, digits, hyphens and underscores")
                    @Parameter(
                            description =
                                    "Made by the app from at least 128 random bits, for its first call, and kept like a"
                                            + " secret: if the answer is lost, the same call with the same key answers 201"
                                            + " with another secret, for 24 hours and until the first call of this operation with"
                                            + " a secret.")
                    @Nullable
                    String repeatKey,
            @HeaderParam(AppCheck.HEADER)
                    @Parameter(description = "A Firebase App Check token, where the publisher asks for one")
                    @Nullable
                    String attestation,
            @Valid @NotNull(message = "Send the device") DeviceBody body) {
        var registration = body.registration();
        var known = caller.known();
        if (known.isPresent()) {
            var device = known.get();
            requireKeyOf(device.appId(), body);
            var user = signIn.proved(device.appId(), body.userId(), body.userToken());
            var state = registrar.heartbeat(device, registration, attestation);
            user.ifPresent(id -> signIn.join(device.id(), device.appId(), id));
            return RestResponse.ok(new Registered(
                    deviceId, null, state, user.isPresent() ? followedBy(deviceId) : follows.of(device)));
        }
        var app = app(body.app());
        requireKeyOf(app.id(), body);
        var user = signIn.proved(app.id(), body.userId(), body.userToken());
        var first = registrar.first(
                deviceId, app, registration, Optional.ofNullable(repeatKey).map(Secret::new), attestation);
        user.ifPresent(id -> signIn.join(deviceId, app.id(), id));
        return RestResponse.status(
                RestResponse.Status.CREATED,
                new Registered(
                        deviceId,
                        first.secret().value(),
                        first.address(),
                        user.isPresent() ? followedBy(deviceId) : List.of()));
    }

    @POST
    @Path("/secret")
    @SecurityRequirement(name = "deviceSecret")
    @Operation(
            operationId = "rotateSecret",
            summary = "Get a new secret",
            description =
                    "The old secret works until the new one is used for the first time. If the answer is lost, ask"
                            + " again: only the newest one counts.")
    public NewSecret rotate(UUID deviceId) {
        return new NewSecret(deviceId, devices.rotate(caller.device()).value());
    }

    private App app(String slug) {
        return apps.registrable(slug).orElseThrow(() -> Problem.invalid("/app", "There is no app of this name."));
    }

    /// Nothing that is pushed with another key would arrive.
    private void requireKeyOf(long app, DeviceBody body) {
        if (!body.address()
                .applicationServerKey()
                .map(key -> browserKeys.isOf(app, key))
                .orElse(true)) {
            throw Problem.invalid(
                    "/address/keys/applicationServerKey",
                    "Let the browser subscribe with the applicationServerKey of GET /v1/web/{app}, and send that one.");
        }
    }

    private List<? extends FollowList.Item> followedBy(UUID deviceId) {
        return devices.find(deviceId).map(follows::of).orElse(List.of());
    }

    /// @param secret only in the answer to the first registration
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Registered")
    record Registered(
            @Schema(required = true) UUID deviceId,

            @Schema(description = "Only in the answer to the first registration; send it as a Bearer token from now on")
            @Nullable
            String secret,

            @Schema(required = true) AddressState address,

            @Schema(required = true, description = "What the device's reader follows")
            List<? extends FollowList.Item> subscriptions) {}

    @Schema(name = "NewSecret")
    record NewSecret(
            @Schema(required = true) UUID deviceId,
            @Schema(required = true) String secret) {}
}
