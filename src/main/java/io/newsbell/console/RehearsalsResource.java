package io.newsbell.console;

import io.newsbell.alert.Rehearsal;
import io.newsbell.alert.Rehearsals;
import io.newsbell.console.Frame.Section;
import io.newsbell.problem.Problem;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// What a rule would have sent in the last 30 days, before it is saved.
@Path("desk/{app}/topics/{slug}/rehearsals")
@DeskPage
@SignedIn
@Produces(MediaType.TEXT_HTML)
class RehearsalsResource {
    private final Visitor visitor;
    private final TopicsDesk desk;
    private final Rehearsals rehearsals;

    RehearsalsResource(Visitor visitor, TopicsDesk desk, Rehearsals rehearsals) {
        this.visitor = visitor;
        this.desk = desk;
        this.rehearsals = rehearsals;
    }

    @POST
    @Operation(hidden = true)
    public Response begin(String slug, @BeanParam TopicForm form) {
        visitor.require(TopicsResource.WRITERS);
        var before = desk.draft(visitor.app(), slug).orElseThrow(Refusal::nothingHere);
        var faults = form.faults();
        if (faults.isEmpty()) {
            try {
                var begun = rehearsals.begin(form.tried(visitor.app().id(), slug, before));
                return Response.seeOther(URI.create("/desk/%s/topics/%s/rehearsals/%s"
                                .formatted(visitor.app().slug(), slug, begun.id())))
                        .build();
            } catch (Problem e) {
                faults.putAll(TopicsDesk.faults(e));
            }
        }
        return Response.status(Status.BAD_REQUEST)
                .entity(Pages.topic(
                        visitor.frame(Section.TOPICS),
                        desk.page(visitor.app(), slug, form).with(faults, faults.getOrDefault("", "")),
                        true))
                .build();
    }

    @GET
    @Path("{id}")
    @Operation(hidden = true)
    public TemplateInstance show(String slug, UUID id) {
        return Pages.rehearsal(visitor.frame(Section.TOPICS), rehearsal(slug, id));
    }

    /// The changing part of the page.
    @GET
    @Path("{id}/live")
    @Operation(hidden = true)
    public TemplateInstance live(String slug, UUID id) {
        return Pages.rehearsalLive(visitor.frame(Section.TOPICS), rehearsal(slug, id));
    }

    private Rehearsal rehearsal(String slug, UUID id) {
        return rehearsals
                .find(visitor.app().id(), id)
                .filter(found -> found.tried().slug().equals(slug))
                .orElseThrow(() -> new Refusal(
                        Status.NOT_FOUND,
                        "There is no such rehearsal",
                        "They are kept for a week. Start another one from the topic's page."));
    }
}
