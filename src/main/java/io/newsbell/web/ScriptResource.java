package io.newsbell.web;

import io.newsbell.app.App;
import io.newsbell.app.Apps;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// The scripts that a publisher's pages name.
@Path("/web/{app}")
class ScriptResource {
    /// So long may readers have an older script than the server.
    private static final String CACHE = "public, max-age=600, stale-while-revalidate=86400";

    private final Apps apps;
    private final Scripts scripts;

    ScriptResource(Apps apps, Scripts scripts) {
        this.apps = apps;
        this.scripts = scripts;
    }

    @GET
    @Path("follow.js")
    @Operation(hidden = true)
    public Response follow(
            String app, @HeaderParam(HttpHeaders.ACCEPT_ENCODING) @Nullable String accepts, @Context Request request) {
        require(app);
        return answer(scripts.follow(), accepts, request);
    }

    /// Knows its app by its text: an imported script cannot see where it comes from.
    @GET
    @Path("worker.js")
    @Operation(hidden = true)
    public Response worker(
            String app, @HeaderParam(HttpHeaders.ACCEPT_ENCODING) @Nullable String accepts, @Context Request request) {
        return answer(scripts.worker(require(app).slug()), accepts, request);
    }

    static Optional<App> find(Apps apps, String slug) {
        return slug.matches("[a-z0-9][a-z0-9-]{0,62}") ? apps.bySlug(slug) : Optional.empty();
    }

    private App require(String slug) {
        return find(apps, slug).orElseThrow(() -> new Problem(ErrorCode.NOT_FOUND, "There is no app of this name."));
    }

    private static Response answer(Packed script, @Nullable String accepts, Request request) {
        return script.answer(accepts, request)
                .header(HttpHeaders.CACHE_CONTROL, CACHE)
                // Pages that isolate themselves (COEP) take only what says so.
                .header("Cross-Origin-Resource-Policy", "cross-origin")
                .build();
    }
}
