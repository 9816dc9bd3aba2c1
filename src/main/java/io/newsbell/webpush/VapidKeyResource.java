package io.newsbell.webpush;

import io.newsbell.app.CallingServer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/vapid-keys")
@Tag(name = "Keys")
@SecurityRequirement(name = "apiKey", scopes = "keys:write")
class VapidKeyResource {
    private final CallingServer caller;
    private final VapidKeys keys;

    VapidKeyResource(CallingServer caller, VapidKeys keys) {
        this.caller = caller;
        this.keys = keys;
    }

    @GET
    @Operation(
            operationId = "listVapidKeys",
            summary = "List the keys with which the app's browsers subscribe",
            description =
                    "The newest first: that is the one for whoever subscribes now. It counts the browsers of each, which"
                            + " takes seconds where there are millions.")
    @APIResponse(responseCode = "200", description = "All keys that the app ever had; there is always one")
    public List<VapidKeyAnswer> list() {
        var used = keys.used(caller.app().id());
        return IntStream.range(0, used.size())
                .mapToObj(at -> VapidKeyAnswer.of(used.get(at), at == 0))
                .toList();
    }

    @POST
    @Path("/rotate")
    @Operation(
            operationId = "rotateVapidKey",
            summary = "Let browsers subscribe with a new key",
            description =
                    "All keys before it go on working: each browser is pushed to with the one with which it subscribed. Its"
                            + " page notices the new one with the next visit, its worker with the first push after one to two"
                            + " days, and subscribes anew.")
    @APIResponse(
            responseCode = "201",
            description = "Made; all nodes give it out within ten seconds",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = NewVapidKey.class)))
    public RestResponse<NewVapidKey> rotate() {
        return RestResponse.status(
                RestResponse.Status.CREATED,
                new NewVapidKey(keys.rotate(caller.app().id(), caller.actor())));
    }

    @Schema(name = "VapidKey")
    record VapidKeyAnswer(
            @Schema(required = true, examples = "BEl62iUYgUiv", description = "How the public key begins")
            String begins,

            @Schema(required = true, description = "Browsers subscribe with this one now")
            boolean current,

            @Schema(required = true, examples = "2026-11-25T08:30:00Z")
            Instant createdAt,

            @Schema(
                    required = true,
                    examples = "1204",
                    description = "How many that can be reached have subscribed with it")
            long browsers) {
        static VapidKeyAnswer of(VapidSql.Used key, boolean current) {
            return new VapidKeyAnswer(key.begins(), current, key.createdAt(), key.browsers());
        }
    }

    @Schema(name = "NewVapidKey")
    record NewVapidKey(
            @Schema(
                    required = true,
                    description = "The public key that PushManager.subscribe() takes, as base64url",
                    examples =
                            "BEl62iUYgUivxIkv69yViEuiBIa-Ib9-SkvMeAtA3LFgDzkrxZJjSgSnfckjBJuBkr3qBUYIHBQFLXYp5Nksh8U")
            String applicationServerKey) {}
}
