package io.newsbell.demo;

import io.newsbell.topic.Topics;
import io.newsbell.web.AppOffer;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// What a publisher does with the follow button: an article's page that has it where "download our app" used to be,
/// and the worker's file.
@Path("/")
class ArticleResource {
    private static final String SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self'; connect-src 'self'; worker-src 'self'; form-action 'none'; base-uri 'none';"
            + " frame-ancestors 'self'";

    private final DemoApp demo;
    private final Samples samples;
    private final AppOffer offer;

    ArticleResource(DemoApp demo, Samples samples, AppOffer offer) {
        this.demo = demo;
        this.samples = samples;
        this.offer = offer;
    }

    /// @param topic what can be followed there, in the place of the sample's own topics
    @GET
    @Path("demo/article")
    @Operation(hidden = true)
    public Response article(
            @QueryParam("sample") @DefaultValue("ferry") String sample,
            @QueryParam("topic") @Nullable String topic,
            @Context UriInfo here) {
        requireDemo();
        var app = demo.app();
        var document = samples.document(sample, here.getBaseUri()).orElseThrow(NotFoundException::new);
        var page = ArticlePage.of(
                app.name(),
                sample,
                document,
                "/web/" + app.slug() + "/follow.js",
                offer.appStoreId(app).orElse(""));
        var shown = Optional.ofNullable(topic)
                .filter(slug -> slug.matches(Topics.SLUG))
                .map(slug -> page.following(List.of(slug)))
                .orElse(page);
        return Response.ok(Templates.article(shown).render(), MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .header("Content-Security-Policy", SECURITY_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .build();
    }

    /// The one file that a publisher puts on the website; here both are the same server.
    @GET
    @Path("newsbell-worker.js")
    @Operation(hidden = true)
    public Response worker() {
        requireDemo();
        var script = "importScripts(\"/web/" + demo.app().slug() + "/worker.js\");\n";
        return Response.ok(script, "text/javascript; charset=utf-8")
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .build();
    }

    private void requireDemo() {
        if (!demo.isEnabled()) {
            throw new NotFoundException();
        }
    }
}
