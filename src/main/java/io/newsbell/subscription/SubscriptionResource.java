package io.newsbell.subscription;

import io.newsbell.device.CallingDevice;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import io.newsbell.topic.FollowTargets;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Every call answers with the whole list, so that an app never has to guess what the server thinks.
@Path("/v1/devices/{deviceId}/subscriptions")
@Tag(name = "Subscriptions")
@SecurityRequirement(name = "deviceSecret")
class SubscriptionResource {
    private static final String TARGET =
            "A topic's slug; `keyword:` and one to five words; or `story:` and the storyId" + " of a notification.";

    private final CallingDevice caller;
    private final FollowTargets targets;
    private final Subscriptions subscriptions;
    private final Clock clock;

    SubscriptionResource(CallingDevice caller, FollowTargets targets, Subscriptions subscriptions, Clock clock) {
        this.caller = caller;
        this.targets = targets;
        this.subscriptions = subscriptions;
        this.clock = clock;
    }

    @GET
    @Operation(
            operationId = "listSubscriptions",
            summary = "List what this device's reader follows",
            description = "What the newsroom has given up meanwhile is among the dropped, for 30 days.")
    public Followed list(UUID deviceId) {
        return subscriptions.list(caller.device());
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "replaceSubscriptions",
            summary = "Replace the whole list of what is followed",
            description =
                    "What is not in the list is unfollowed; an empty list unfollows everything. A line that cannot"
                            + " be followed is dropped, with the reason in the answer; the others hold.")
    public Followed replace(UUID deviceId, @Valid @NotNull FollowList body) {
        return subscriptions.replace(caller.device(), body.subscriptions());
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/{topic}")
    @Operation(
            operationId = "follow",
            summary = "Follow a topic, keyword or story, or change the level",
            description = TARGET
                    + " Keywords are literal words; readers who write the same share one topic, whose slug the answer"
                    + " has: compare that, not what was sent. A story is followed for 7 days unless `until` says otherwise;"
                    + " who follows it hears of everything in it.")
    public Followed follow(
            UUID deviceId, @Schema(examples = "keyword:heat wave") String topic, @Valid @NotNull Follow body) {
        var device = caller.device();
        var until = body.until() == null
                ? null
                : Until.checked("/until", body.until(), clock.instant(), Until.FOLLOW_AT_MOST);
        return subscriptions.follow(device, targets.toFollow(device.appId(), topic), body.level(), until);
    }

    @DELETE
    @Path("/{topic}")
    @Operation(
            operationId = "unfollow",
            summary = "Unfollow a topic, keyword or story",
            description =
                    "Final at once: after the answer no batch that starts to read its addresses sends to this device"
                            + " because of the topic. " + TARGET)
    public Followed unfollow(UUID deviceId, String topic) {
        var device = caller.device();
        var found = targets.toDrop(device.appId(), topic);
        if (found.isEmpty() && !targets.isMadeByReaders(topic)) {
            throw new Problem(ErrorCode.NOT_FOUND, "There is no topic of this name.");
        }
        return found.map(known -> subscriptions.unfollow(device, known)).orElseGet(() -> subscriptions.list(device));
    }

    @Schema(name = "Follow")
    record Follow(
            @NotNull(message = "Give the level") Level level,

            @Schema(description = "When it ends by itself: in the future, at most two years ahead") @Nullable
            Instant until) {}

    @Schema(name = "FollowList")
    record FollowList(
            @NotNull(message = "Give the list; an empty one unfollows everything")
            List<@NotNull(message = "Leave out what is null") Wish> subscriptions) {}
}
