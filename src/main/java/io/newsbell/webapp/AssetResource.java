package io.newsbell.webapp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.newsbell.web.Packed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// What the pages are made of, besides themselves.
@Path("/r/{app}")
class AssetResource {
    /// Its address changes with it.
    private static final String FOR_GOOD = "public, max-age=31536000, immutable";

    private static final String FOR_A_DAY = "public, max-age=86400";
    private static final String ASK_EVERY_TIME = "no-cache";

    /// After an alert many browsers look at the same moment whether there is a new worker.
    private static final String FOR_A_MINUTE = "public, max-age=60";

    private final Visits visits;
    private final Shelf shelf;
    private final ObjectMapper json;

    AssetResource(Visits visits, Shelf shelf, ObjectMapper json) {
        this.visits = visits;
        this.shelf = shelf;
        this.json = json;
    }

    /// @param version of an older or newer server, perhaps: what is here now must not be taken for that for
    /// good
    @GET
    @Path("files/{name}")
    @Operation(hidden = true)
    public Response file(
            String app,
            String name,
            @QueryParam("v") @Nullable String version,
            @HeaderParam(HttpHeaders.ACCEPT_ENCODING) @Nullable String accepts,
            @Context Request request,
            @Context UriInfo here,
            @Context HttpHeaders headers) {
        var found = visits.app(app);
        var file = shelf.file(found, name).orElseThrow(() -> NotThere.in(visits.frame(app, name, here, headers)));
        return file.answer(accepts, request)
                .header(HttpHeaders.CACHE_CONTROL, shelf.version(found).equals(version) ? FOR_GOOD : ASK_EVERY_TIME)
                .build();
    }

    @GET
    @Path("worker.js")
    @Operation(hidden = true)
    public Response worker(
            String app, @HeaderParam(HttpHeaders.ACCEPT_ENCODING) @Nullable String accepts, @Context Request request) {
        return shelf.worker(visits.app(app))
                .answer(accepts, request)
                .header(HttpHeaders.CACHE_CONTROL, FOR_A_MINUTE)
                .build();
    }

    /// @param topic the slug of the one that the app is to begin with. On iOS everything else that a page
    ///              knows is lost on the way to the Home Screen
    /// @param story likewise
    @GET
    @Path("manifest.webmanifest")
    @Operation(hidden = true)
    public Response manifest(
            String app,
            @QueryParam("topic") @Nullable String topic,
            @QueryParam("story") @Nullable Long story,
            @Context Request request,
            @Context UriInfo here,
            @Context HttpHeaders headers) {
        var manifest = Manifest.of(visits.frame(app, "", here, headers), topic, story);
        try {
            return new Packed(json.writeValueAsString(manifest), "application/manifest+json; charset=utf-8")
                    .answer(null, request)
                    .header(HttpHeaders.CACHE_CONTROL, "public, max-age=600")
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @GET
    @Path("icons/{name}")
    @Operation(hidden = true)
    public Response icon(String app, String name, @Context UriInfo here, @Context HttpHeaders headers) {
        var icons = shelf.icons(visits.app(app));
        var answer = name.equals("icon.svg")
                ? Response.ok(icons.svg(), "image/svg+xml")
                : icons.png(name)
                        .map(png -> Response.ok(png, "image/png"))
                        .orElseThrow(() -> NotThere.in(visits.frame(app, "icons/" + name, here, headers)));
        return answer.header(HttpHeaders.CACHE_CONTROL, FOR_A_DAY)
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }
}
