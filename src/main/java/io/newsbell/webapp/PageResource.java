package io.newsbell.webapp;

import io.newsbell.app.App;
import io.newsbell.story.Stories;
import io.newsbell.topic.Catalogue;
import io.newsbell.topic.StoryTitles;
import io.newsbell.topic.Topics;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// The pages that are the same for everybody.
@Path("/r/{app}")
class PageResource {
    private static final int TOPICS_SHOWN = 60;
    private static final int STORIES_SHOWN = 12;
    private static final int NEWS_SHOWN = 20;
    private static final int LONGEST_SEARCH = 100;

    private final Visits visits;
    private final Catalogue catalogue;
    private final Topics topics;
    private final Stories stories;
    private final StoryTitles titles;
    private final News news;

    PageResource(Visits visits, Catalogue catalogue, Topics topics, Stories stories, StoryTitles titles, News news) {
        this.visits = visits;
        this.catalogue = catalogue;
        this.topics = topics;
        this.stories = stories;
        this.titles = titles;
        this.news = news;
    }

    @GET
    @Operation(hidden = true)
    public Response home(
            String app,
            @QueryParam("q") @DefaultValue("") String typed,
            @Context Request request,
            @Context UriInfo here,
            @Context HttpHeaders headers) {
        var frame = visits.frame(app, "", here, headers);
        if (!here.getRequestUri().getRawPath().endsWith("/")) {
            return moved(frame, "");
        }
        var words = shortened(typed.strip());
        var found = catalogue.offered(frame.app().id(), words, frame.lookup(), TOPICS_SHOWN);
        var newest = words.isEmpty() ? news.newest(frame.app(), STORIES_SHOWN) : List.<NewsItem>of();
        return PageAnswer.of(frame, Pages.home(frame, HomePage.of(found, words, newest)), request);
    }

    /// One that was merged into another leads there.
    @GET
    @Path("topics/{slug}")
    @Operation(hidden = true)
    public Response topic(
            String app, String slug, @Context Request request, @Context UriInfo here, @Context HttpHeaders headers) {
        var frame = visits.frame(app, "topics/" + slug, here, headers);
        var topic = Optional.of(slug)
                .filter(name -> name.matches(Topics.SLUG))
                .flatMap(name -> topics.meant(frame.app().id(), name))
                .orElseThrow(() -> NotThere.in(frame));
        if (!topic.slug().equals(slug)) {
            return moved(frame, "topics/" + topic.slug());
        }
        var entry = catalogue.find(frame.app().id(), slug, frame.lookup()).orElseThrow(() -> NotThere.in(frame));
        var latest = news.ofTopic(frame.app(), topic.id(), NEWS_SHOWN);
        return PageAnswer.of(frame, Pages.topic(frame, new TopicPage(entry, latest)), request);
    }

    /// One that was joined with another leads there.
    @GET
    @Path("stories/{id:\\d{1,18}}")
    @Operation(hidden = true)
    public Response story(
            String app, long id, @Context Request request, @Context UriInfo here, @Context HttpHeaders headers) {
        var frame = visits.frame(app, "stories/" + id, here, headers);
        var surviving = stories.surviving(frame.app().id(), id).orElseThrow(() -> NotThere.in(frame));
        if (surviving != id) {
            return moved(frame, "stories/" + surviving);
        }
        var told = news.ofStory(frame.app(), id, NEWS_SHOWN);
        if (told.isEmpty()) {
            throw NotThere.in(frame);
        }
        var page = new StoryPage(id, told, canBeFollowed(frame.app(), id));
        return PageAnswer.of(frame, Pages.story(frame, page), request);
    }

    /// What the worker shows when there is no network, and no page kept.
    @GET
    @Path("offline")
    @Operation(hidden = true)
    public Response offline(String app, @Context Request request, @Context UriInfo here, @Context HttpHeaders headers) {
        var frame = visits.frame(app, "offline", here, headers);
        return PageAnswer.of(frame, Pages.offline(frame), request);
    }

    @GET
    @Path("{path:.+}")
    @Operation(hidden = true)
    public Response nothing(String app, String path, @Context UriInfo here, @Context HttpHeaders headers) {
        throw NotThere.in(visits.frame(app, "", here, headers));
    }

    private boolean canBeFollowed(App app, long story) {
        return titles.titleOf(app.id(), story).isPresent();
    }

    private static String shortened(String typed) {
        return typed.substring(0, Math.min(typed.length(), LONGEST_SEARCH));
    }

    private static Response moved(Frame frame, String to) {
        return Response.status(Response.Status.MOVED_PERMANENTLY)
                .location(URI.create(frame.href(to)))
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=60")
                .build();
    }
}
