package io.newsbell.handover;

import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// What phones and Apple's servers ask the host of a link. Not in the contract of the API: the formats
/// are theirs. Both take only application/json, answered at once, without a redirect.
@Path("/.well-known")
class WellKnownResource {
    /// Phones ask when the app is installed; a wrong answer must not last longer than a working day's
    /// fix.
    private static final String CACHE = "public, max-age=3600";

    private final AppLinks links;

    WellKnownResource(AppLinks links) {
        this.links = links;
    }

    @GET
    @Path("/assetlinks.json")
    @Operation(hidden = true)
    public Response android(@Context HttpServerRequest request) {
        var statements = links.android(host(request));
        return answer(statements.isEmpty() ? null : statements, "android-package and android-fingerprints");
    }

    @GET
    @Path("/apple-app-site-association")
    @Operation(hidden = true)
    public Response ios(@Context HttpServerRequest request) {
        return answer(links.ios(host(request)).orElse(null), "ios-apps");
    }

    private static Response answer(@Nullable Object found, String settings) {
        if (found == null) {
            throw new Problem(
                    ErrorCode.NOT_FOUND,
                    "No app has links at this host. Set newsbell.handover.apps.<slug>.%s, and hosts if there are any."
                            .formatted(settings));
        }
        return Response.ok(found, MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, CACHE)
                .build();
    }

    private static String host(HttpServerRequest request) {
        return request.authority() == null ? "" : request.authority().host();
    }
}
