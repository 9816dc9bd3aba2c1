package io.newsbell.feed;

import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// What hubs call. Not part of the contract for apps and newsrooms: WebSub says how it works, and the address,
/// which nobody can guess, is given to the hub alone.
@Path("/v1/feeds/{feedId}/pushes/{callback}")
class PushResource {
    private final Hubs hubs;

    PushResource(Hubs hubs) {
        this.hubs = hubs;
    }

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(hidden = true)
    public String verify(
            UUID callback,
            @QueryParam("hub.mode") @Nullable String mode,
            @QueryParam("hub.topic") @Nullable String topic,
            @QueryParam("hub.challenge") @Nullable String challenge,
            @QueryParam("hub.lease_seconds") @Nullable Long lease) {
        if ("denied".equals(mode)) {
            hubs.denied(callback);
            return "";
        }
        var time = Optional.ofNullable(lease).filter(seconds -> seconds > 0).map(Duration::ofSeconds);
        // We never unsubscribe: a hub is told by a 404 when a feed is removed.
        if (!"subscribe".equals(mode) || topic == null || challenge == null || !hubs.confirm(callback, topic, time)) {
            throw unknown();
        }
        return challenge;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(hidden = true)
    public void push(
            UUID callback,
            @HeaderParam("X-Hub-Signature") @Nullable String signature,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            byte[] body) {
        if (!hubs.pushed(callback, body, Optional.ofNullable(contentType), Optional.ofNullable(signature))) {
            throw unknown();
        }
    }

    private static Problem unknown() {
        return new Problem(ErrorCode.NOT_FOUND, "There is no such subscription.");
    }
}
