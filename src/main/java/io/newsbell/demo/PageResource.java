package io.newsbell.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.newsbell.demo.Page.Draft;
import io.newsbell.ingest.Articles;
import io.newsbell.ingest.Source;
import io.newsbell.problem.Problem;
import io.newsbell.problem.SameSite;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// The page and its forms. Every form answers with a redirect to the page, so that it works without
/// JavaScript; with it, htmx follows the redirect and takes from the page what it needs.
@Path("/")
class PageResource {
    private static final Source PAGE = new Source("page");
    private static final String SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' https: http:; connect-src 'self'; form-action 'self'; base-uri 'none';"
            + " frame-ancestors 'none'";

    private final DemoApp demo;
    private final Newsroom newsroom;
    private final Samples samples;
    private final Articles articles;
    private final Phones phones;
    private final ObjectMapper json;
    private final int managementPort;

    PageResource(
            DemoApp demo,
            Newsroom newsroom,
            Samples samples,
            Articles articles,
            Phones phones,
            ObjectMapper json,
            @ConfigProperty(name = "quarkus.management.port") int managementPort) {
        this.demo = demo;
        this.newsroom = newsroom;
        this.samples = samples;
        this.articles = articles;
        this.phones = phones;
        this.json = json;
        this.managementPort = managementPort;
    }

    @GET
    @Operation(hidden = true)
    public Response page(@QueryParam("article") @Nullable String article, @Context UriInfo here) {
        if (!demo.isEnabled()) {
            throw new NotFoundException();
        }
        return page(200, Optional.ofNullable(article), Draft.EMPTY, "", here);
    }

    @POST
    @Path("demo/articles")
    @Operation(hidden = true)
    public Response publish(
            @FormParam("sample") @Nullable String sample,
            @FormParam("headline") @Nullable String headline,
            @FormParam("summary") @Nullable String summary,
            @FormParam("body") @Nullable String body,
            @FormParam("urgency") @Nullable String urgency,
            @Context HttpHeaders headers,
            @Context UriInfo here) {
        requirePlay(headers);
        var draft = new Draft(text(headline), text(summary), text(body), text(urgency));
        try {
            JsonNode document = sample == null
                    ? document(draft)
                    : samples.document(sample, here.getBaseUri()).orElseThrow(NotFoundException::new);
            articles.accept(demo.app().id(), "demo-" + UUID.randomUUID(), document, PAGE);
            return Response.seeOther(URI.create("/")).build();
        } catch (Problem e) {
            var detail = e.errors().isEmpty()
                    ? String.valueOf(e.getMessage())
                    : e.errors().getFirst().detail() + ".";
            return page(422, Optional.empty(), draft, detail, here);
        } catch (JsonProcessingException e) {
            return page(422, Optional.empty(), draft, "Choose the urgency from the list.", here);
        }
    }

    @POST
    @Path("demo/phones/{phone}/topics")
    @Operation(hidden = true)
    public Response follow(
            String phone,
            @FormParam("follow") @Nullable String follow,
            @FormParam("unfollow") @Nullable String unfollow,
            @FormParam("article") @Nullable String article,
            @Context HttpHeaders headers) {
        requirePlay(headers);
        var topic = follow == null ? text(unfollow) : follow;
        if (!phones.follow(phone, topic, follow != null)) {
            throw new NotFoundException();
        }
        var page = UriBuilder.fromPath("/").fragment("phone-" + phone);
        if (article != null && !article.isEmpty()) {
            page.queryParam("article", "{article}");
            return Response.seeOther(page.build(article)).build();
        }
        return Response.seeOther(page.build()).build();
    }

    private void requirePlay(HttpHeaders headers) {
        if (!demo.isPlayable()) {
            throw new NotFoundException();
        }
        // It publishes without an API key: any page on the web could make its visitors publish here.
        if (!SameSite.isSame(headers)) {
            throw new ForbiddenException(Response.status(Response.Status.FORBIDDEN)
                    .type(MediaType.TEXT_PLAIN_TYPE)
                    .entity("Publish from Newsbell's own page, or through the API with a key.")
                    .build());
        }
    }

    /// As the API would get it; what is left empty is left out.
    private JsonNode document(Draft draft) {
        var document = json.createObjectNode().put("headline", draft.headline());
        if (!draft.summary().isBlank()) {
            document.put("summary", draft.summary());
        }
        if (!draft.body().isBlank()) {
            document.put("body", draft.body());
        }
        if (!draft.urgency().isBlank()) {
            document.put("urgency", draft.urgency());
        }
        return document;
    }

    private Response page(int status, Optional<String> article, Draft draft, String error, UriInfo here) {
        var board = newsroom.board(article);
        var now = DemoApp.now();
        var live = UriBuilder.fromPath("/demo/live")
                .queryParam("state", Parts.of(board, now).state());
        if (board.pinned()) {
            live.queryParam("article", "{article}");
        }
        var page = new Page(
                demo.isPlayable(),
                live.build(article.orElse("")).toString(),
                "http://" + here.getBaseUri().getHost() + ":" + managementPort + "/q/health",
                samples.all(),
                draft,
                error);
        return Response.status(status)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .header("Content-Security-Policy", SECURITY_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "same-origin")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(Templates.page(page, board, now).render())
                .build();
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
