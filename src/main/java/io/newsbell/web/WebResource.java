package io.newsbell.web;

import io.newsbell.app.App;
import io.newsbell.app.Apps;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import io.newsbell.topic.PublicAnswer;
import io.newsbell.webpush.VapidKeys;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What a page or a worker must know before a browser can follow.
@Path("/v1/web/{app}")
@Tag(name = "Web")
class WebResource {
    private final Apps apps;
    private final VapidKeys keys;
    private final AppOffer offer;

    WebResource(Apps apps, VapidKeys keys, AppOffer offer) {
        this.apps = apps;
        this.keys = keys;
        this.offer = offer;
    }

    @GET
    @Operation(
            operationId = "getWebConfiguration",
            summary = "Get what a browser needs to subscribe",
            description =
                    "For everyone, without a credential; the answer may be cached and shared. When the publisher's key is"
                            + " changed, a browser whose subscription was made with another one subscribes anew and registers"
                            + " its new address; until then the old one goes on working.")
    @APIResponse(
            responseCode = "200",
            description = "The configuration",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Configuration.class)))
    @APIResponse(responseCode = "304", description = "Nothing has changed since the answer with that ETag")
    public Response get(String app, @Context Request request) {
        var found = ScriptResource.find(apps, app)
                .orElseThrow(() -> new Problem(ErrorCode.NOT_FOUND, "There is no app of this name."));
        return PublicAnswer.of(request, configuration(found));
    }

    private Configuration configuration(App app) {
        return new Configuration(
                app.slug(), app.name(), keys.current(app.id()), offer.link(app).orElse(null));
    }

    @Schema(name = "WebConfiguration")
    record Configuration(
            @Schema(required = true, examples = "demo") String app,

            @Schema(required = true, description = "What readers know the app as", examples = "The Newsbell Times")
            String name,

            @Schema(
                    required = true,
                    description = "The public key (VAPID) that PushManager.subscribe() takes, as base64url",
                    examples =
                            "BEl62iUYgUivxIkv69yViEuiBIa-Ib9-SkvMeAtA3LFgDzkrxZJjSgSnfckjBJuBkr3qBUYIHBQFLXYp5Nksh8U")
            String applicationServerKey,

            @Schema(
                    description = "Leads into the publisher's app; {topic} is to be replaced by a topic's slug",
                    examples = "https://news.example/app/topics/{topic}")
            @Nullable
            String appLink) {}
}
