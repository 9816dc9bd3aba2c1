package io.newsbell.console;

import io.newsbell.console.Frame.Section;
import io.newsbell.merging.TopicMerge;
import io.newsbell.merging.TopicMerges;
import io.newsbell.problem.Problem;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// A topic becomes part of another one, with its followers: what that means, and how far it is.
@Path("desk/{app}/topics/{slug}/merge")
@DeskPage
@SignedIn
@Produces(MediaType.TEXT_HTML)
class MergesResource {
    private final Visitor visitor;
    private final TopicsDesk desk;
    private final TopicMerges merges;

    MergesResource(Visitor visitor, TopicsDesk desk, TopicMerges merges) {
        this.visitor = visitor;
        this.desk = desk;
        this.merges = merges;
    }

    /// @param into the other topic, to look at what it would do; without it how far it is
    @GET
    @Operation(hidden = true)
    public Response show(String slug, @QueryParam("into") @Nullable String into) {
        if (into == null) {
            return Response.ok(Pages.merge(visitor.frame(Section.TOPICS), merge(slug)))
                    .build();
        }
        visitor.require(TopicsResource.WRITERS);
        return looked(Status.OK, slug, into, "");
    }

    @POST
    @Operation(hidden = true)
    public Response begin(
            String slug, @FormParam("into") @Nullable String into, @FormParam("confirmed") @Nullable String confirmed) {
        visitor.require(TopicsResource.WRITERS);
        var other = into == null ? "" : into;
        if (confirmed == null) {
            return looked(
                    Status.CONFLICT,
                    slug,
                    other,
                    "Nothing was done: say that you have read the numbers, by the box beside the button.");
        }
        try {
            var begun = merges.begin(visitor.app().id(), slug, other, visitor.actor());
            return Response.seeOther(URI.create(
                            "/desk/%s/topics/%s/merge".formatted(visitor.app().slug(), begun.from())))
                    .build();
        } catch (Problem e) {
            return faulty(slug, e);
        }
    }

    /// The changing part of the page.
    @GET
    @Path("live")
    @Operation(hidden = true)
    public TemplateInstance live(String slug) {
        return Pages.mergeLive(visitor.frame(Section.TOPICS), merge(slug));
    }

    private Response looked(Status status, String slug, String into, String notice) {
        try {
            return Response.status(status)
                    .entity(Pages.mergeReview(
                            visitor.frame(Section.TOPICS),
                            desk.merge(visitor.app(), slug, into.strip().toLowerCase(Locale.ROOT))
                                    .with(notice)))
                    .build();
        } catch (Problem e) {
            return faulty(slug, e);
        }
    }

    /// On the page of the topic, at the field.
    private Response faulty(String slug, Problem problem) {
        var draft = desk.draft(visitor.app(), slug).orElseThrow(Refusal::nothingHere);
        var why = problem.errors().isEmpty()
                ? String.valueOf(problem.getMessage())
                : problem.errors().getFirst().detail();
        return Response.status(Status.BAD_REQUEST)
                .entity(Pages.topic(
                        visitor.frame(Section.TOPICS),
                        desk.page(visitor.app(), slug, TopicForm.of(draft)).with(Map.of("into", why), ""),
                        true))
                .build();
    }

    private TopicMerge merge(String slug) {
        return merges.find(visitor.app().id(), slug).orElseThrow(Refusal::nothingHere);
    }
}
