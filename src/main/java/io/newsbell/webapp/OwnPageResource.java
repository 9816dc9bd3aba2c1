package io.newsbell.webapp;

import io.newsbell.topic.PublicAnswer;
import io.newsbell.topic.Topics;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// The reader's own pages, inbox and preferences. They are sent empty, the same to everybody: the browser
/// fills them from the API with its device's secret, which no page's address and no cookie ever carries.
@Path("/r/{app}")
class OwnPageResource {
    /// As many as an inbox shows of a topic that it reads without notifications.
    private static final int LATEST = 20;

    private final Visits visits;
    private final Topics topics;
    private final News news;

    OwnPageResource(Visits visits, Topics topics, News news) {
        this.visits = visits;
        this.topics = topics;
        this.news = news;
    }

    @GET
    @Path("inbox")
    @Operation(hidden = true)
    public Response inbox(String app, @Context Request request, @Context UriInfo here, @Context HttpHeaders headers) {
        return answer(OwnPage.INBOX, visits.frame(app, "inbox", here, headers), request);
    }

    @GET
    @Path("preferences")
    @Operation(hidden = true)
    public Response preferences(
            String app, @Context Request request, @Context UriInfo here, @Context HttpHeaders headers) {
        return answer(OwnPage.PREFERENCES, visits.frame(app, "preferences", here, headers), request);
    }

    /// What is on the topic's page, for a browser that reads it without notifications. One call for each
    /// topic, so that it may be cached for everybody, and no call tells which topics somebody reads
    /// together.
    @GET
    @Path("topics/{slug}/latest")
    @Operation(hidden = true)
    public Response latest(String app, String slug, @Context Request request) {
        var found = visits.app(app);
        var topic = Optional.of(slug)
                .filter(name -> name.matches(Topics.SLUG))
                .flatMap(name -> topics.meant(found.id(), name))
                .orElseThrow(NotThere::atAll);
        var answer = PublicAnswer.of(request, Latest.of(news.ofTopic(found, topic.id(), LATEST)));
        // What was taken back must not be there for longer than on the page.
        return Response.fromResponse(answer)
                .header(HttpHeaders.CACHE_CONTROL, null)
                .header(HttpHeaders.CACHE_CONTROL, PageAnswer.CACHE)
                .build();
    }

    private static Response answer(OwnPage page, Frame frame, Request request) {
        return PageAnswer.of(frame, OwnPages.own(frame, page), request);
    }
}
