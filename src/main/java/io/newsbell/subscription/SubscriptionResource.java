package io.newsbell.subscription;

import io.newsbell.device.CallingDevice;
import io.newsbell.device.Device;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import io.newsbell.topic.Topic;
import io.newsbell.topic.Topics;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Every call answers with the whole list, so that an app never has to guess what the server thinks.
@Path("/v1/devices/{deviceId}/subscriptions")
@Tag(name = "Subscriptions")
@SecurityRequirement(name = "deviceSecret")
class SubscriptionResource {
    private final CallingDevice caller;
    private final Topics topics;
    private final Subscriptions subscriptions;

    SubscriptionResource(CallingDevice caller, Topics topics, Subscriptions subscriptions) {
        this.caller = caller;
        this.topics = topics;
        this.subscriptions = subscriptions;
    }

    @GET
    @Operation(summary = "List what this device's reader follows")
    public List<Subscription> list(UUID deviceId) {
        return subscriptions.of(caller.device());
    }

    @PUT
    @Path("/{topic}")
    @Operation(summary = "Follow a topic, or change the level")
    public List<Subscription> follow(UUID deviceId, String topic, @Valid @NotNull Follow body) {
        var device = caller.device();
        return subscriptions.follow(device, topic(device, topic), body.level());
    }

    @DELETE
    @Path("/{topic}")
    @Operation(
            summary = "Unfollow a topic",
            description =
                    "Final at once: after the answer no batch that starts to read its addresses sends to this device"
                            + " because of the topic.")
    public List<Subscription> unfollow(UUID deviceId, String topic) {
        var device = caller.device();
        return subscriptions.unfollow(device, topic(device, topic));
    }

    private Topic topic(Device device, String slug) {
        return topics.find(device.appId(), slug)
                .orElseThrow(() -> new Problem(ErrorCode.NOT_FOUND, "There is no topic of this name."));
    }

    @Schema(name = "Follow")
    record Follow(@NotNull(message = "Give the level") Level level) {}
}
