package io.newsbell.handover;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.newsbell.app.Apps;
import io.newsbell.device.AddressBlock;
import io.newsbell.device.CallingDevice;
import io.newsbell.device.Devices;
import io.newsbell.device.FollowList;
import io.newsbell.handover.Redeeming.Event;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import io.vertx.core.http.HttpServerRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/devices/{deviceId}/handover")
@Tag(name = "Devices")
@SecurityRequirement(name = "deviceSecret")
class HandoverResource {
    private final CallingDevice caller;
    private final Handovers handovers;
    private final Redeeming redeeming;
    private final AppLinks links;
    private final Apps apps;
    private final Devices devices;
    private final FollowList follows;
    private final Clock clock;

    HandoverResource(
            CallingDevice caller,
            Handovers handovers,
            Redeeming redeeming,
            AppLinks links,
            Apps apps,
            Devices devices,
            FollowList follows,
            Clock clock) {
        this.caller = caller;
        this.handovers = handovers;
        this.redeeming = redeeming;
        this.links = links;
        this.apps = apps;
        this.devices = devices;
        this.follows = follows;
        this.clock = clock;
    }

    @POST
    @Operation(
            operationId = "offerHandover",
            summary = "Get a code that moves a browser's follows into the app",
            description =
                    "For a browser in which nobody has signed in. The reader types the six letters into the app, scans"
                            + " the QR code of the link, opens the link on the phone, or installs the app by playStore, from"
                            + " which it gets the referrer. Each does the same; they are good for one use in all, and a new"
                            + " call takes the place of the one before.")
    @APIResponse(
            responseCode = "201",
            description = "Show it to the reader; it is never shown again",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Handover.class)))
    @APIResponse(responseCode = "409", description = "Not a browser, or signed in: `nothing_to_hand_over`")
    public RestResponse<Handover> offer(UUID deviceId) {
        var browser = caller.device();
        var offer = handovers
                .offer(browser)
                .orElseThrow(
                        () -> new Problem(ErrorCode.NOTHING_TO_HAND_OVER, ErrorCode.NOTHING_TO_HAND_OVER.remedy()));
        redeeming.happened(Event.OFFERED);
        return RestResponse.status(
                RestResponse.Status.CREATED,
                Handover.of(offer, links, apps.byId(browser.appId()).slug()));
    }

    @GET
    @Operation(
            operationId = "getHandover",
            summary = "Look whether the app has taken over",
            description = "For the page that shows the code. What has expired or was never asked for is `none`.")
    @APIResponse(responseCode = "200", description = "How the newest code stands")
    public HandoverState look(UUID deviceId) {
        return handovers
                .newest(caller.device())
                .map(stored -> stored.redeemedAt()
                        .map(at -> new HandoverState(State.MOVED, null, at))
                        .orElseGet(() -> clock.instant().isBefore(stored.times().tokenUntil())
                                ? new HandoverState(
                                        State.WAITING, stored.times().tokenUntil(), null)
                                : HandoverState.NONE))
                .orElse(HandoverState.NONE);
    }

    @POST
    @Path("/redeem")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "redeemHandover",
            summary = "Take over what the reader follows in the browser",
            description =
                    "Called by the app, for its own device, when it may notify: from the answer on the app rings and the"
                            + " browser does not, so that nobody is told twice. What the reader followed, muted and preferred"
                            + " in the browser goes along, with levels and ends; what was set in the app stays. The browser's"
                            + " reader follows nothing afterwards, and may follow anew. Takes the six letters, in any"
                            + " case, or the token of the link or referrer. The same call of the same device again has the"
                            + " same answer, for a day. Five wrong codes an hour end the trying, links and referrers not.")
    @APIResponse(responseCode = "200", description = "Taken over")
    @APIResponse(
            responseCode = "422",
            description = "Wrong, too old, already used, or of another app: `unknown_handover`")
    public TakenOver redeem(
            UUID deviceId,
            @Valid @NotNull(message = "Send the code") RedeemBody body,
            @Context HttpServerRequest from) {
        var app = caller.device();
        var block = AddressBlock.of(from.remoteAddress().hostAddress());
        if (!Code.of(body.code())
                .map(code -> redeeming.redeem(app, code, block))
                .orElse(false)) {
            throw new Problem(
                    ErrorCode.UNKNOWN_HANDOVER,
                    ErrorCode.UNKNOWN_HANDOVER.remedy(),
                    List.of(new Problem.FieldError("/code", "moves nothing")));
        }
        return new TakenOver(deviceId, follows.of(devices.again(app)));
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "HandoverState")
    record HandoverState(
            @Schema(required = true) State state,

            @Schema(description = "Until when it can be redeemed") @Nullable
            Instant expiresAt,

            @Schema(description = "Since when the app rings") @Nullable
            Instant movedAt) {
        static final HandoverState NONE = new HandoverState(State.NONE, null, null);
    }

    @Schema(name = "HandoverStateName")
    enum State {
        @JsonProperty("none")
        NONE,
        @JsonProperty("waiting")
        WAITING,
        @JsonProperty("moved")
        MOVED
    }

    @Schema(name = "HandoverCode")
    record RedeemBody(
            @NotBlank(message = "Give the code")
            @Size(max = Code.LONGEST, message = "Use at most 128 characters")
            @Schema(examples = "KWXRNP", description = "Six letters, or the token of the link or referrer")
            String code) {
        @Override
        public String toString() {
            return "[hidden]";
        }
    }

    @Schema(name = "TakenOver")
    record TakenOver(
            @Schema(required = true) UUID deviceId,

            @Schema(required = true, description = "What the device's reader follows now")
            List<? extends FollowList.Item> subscriptions) {}
}
