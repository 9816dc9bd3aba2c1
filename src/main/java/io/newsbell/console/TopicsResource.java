package io.newsbell.console;

import io.newsbell.console.Frame.Section;
import io.newsbell.people.Role;
import io.newsbell.topic.Topics;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// What readers can follow, and which articles belong to it.
@Path("desk/{app}")
@DeskPage
@SignedIn
@Produces(MediaType.TEXT_HTML)
class TopicsResource {
    static final Role[] WRITERS = {Role.AUTHOR, Role.ADMIN};

    private final Visitor visitor;
    private final TopicsDesk desk;
    private final Topics topics;

    TopicsResource(Visitor visitor, TopicsDesk desk, Topics topics) {
        this.visitor = visitor;
        this.desk = desk;
        this.topics = topics;
    }

    /// @param q       words that somebody looks for
    /// @param retired the topic that has just been
    @GET
    @Path("topics")
    @Operation(hidden = true)
    public TemplateInstance list(
            @QueryParam("q") @Nullable String q,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("retired") @Nullable String retired) {
        var typed = q == null ? "" : q.strip();
        var gone = Optional.ofNullable(retired)
                .filter(slug -> slug.matches(Topics.SLUG)
                        && topics.find(visitor.app().id(), slug).isEmpty());
        return Pages.topics(
                visitor.frame(Section.TOPICS),
                desk.list(visitor.app(), typed, Optional.ofNullable(cursor)),
                typed,
                gone.orElse(""),
                mayWrite());
    }

    @GET
    @Path("new-topic")
    @Operation(hidden = true)
    public Response begin() {
        visitor.require(WRITERS);
        return page(Status.OK, TopicsDesk.blank("", TopicForm.empty()));
    }

    @POST
    @Path("new-topic")
    @Operation(hidden = true)
    public Response make(@FormParam("slug") @Nullable String slug, @BeanParam TopicForm form) {
        visitor.require(WRITERS);
        var name = slug(slug);
        var faults = name.matches(Topics.SLUG)
                ? topics.find(visitor.app().id(), name)
                        .map(there -> Map.of("slug", "There is a topic of this short name: " + there.name() + "."))
                        .orElseGet(Map::of)
                : Map.of("slug", Topics.SLUG_MESSAGE + ", and begin with a letter or a digit.");
        if (faults.isEmpty()) {
            faults = desk.save(visitor.app(), name, form, null, visitor.actor());
            if (faults.isEmpty()) {
                return see(name);
            }
        } else {
            faults = merged(faults, form.faults());
        }
        return faulty(TopicsDesk.blank(name, form), faults);
    }

    @POST
    @Path("new-topic/try")
    @Operation(hidden = true)
    public Response tryNew(
            @FormParam("slug") @Nullable String slug,
            @BeanParam TopicForm form,
            @HeaderParam("HX-Request") @Nullable String part) {
        visitor.require(WRITERS);
        var page = TopicsDesk.blank(slug(slug), form);
        return tried(page.with(desk.tryOut(visitor.app(), page.slug(), form, null)), part);
    }

    /// Of one that was merged the other one's.
    ///
    /// @param rule that was rehearsed, or joined of two, to be put into the form
    @GET
    @Path("topics/{slug}")
    @Operation(hidden = true)
    public Response show(String slug, @QueryParam("rule") @Nullable String rule) {
        var meant = topics.meant(visitor.app().id(), slug);
        if (meant.filter(topic -> !topic.slug().equals(slug)).isPresent()) {
            return see(meant.get().slug());
        }
        var form = TopicForm.of(draft(slug));
        if (rule != null) {
            form.rule = rule;
        }
        return page(Status.OK, desk.page(visitor.app(), slug, form));
    }

    @POST
    @Path("topics/{slug}")
    @Operation(hidden = true)
    public Response save(String slug, @BeanParam TopicForm form) {
        visitor.require(WRITERS);
        var before = draft(slug);
        if (!form.seen().equals(TopicForm.mark(before))) {
            // Sent again, it is meant.
            form.seen = TopicForm.mark(before);
            return page(
                    Status.CONFLICT,
                    desk.page(visitor.app(), slug, form)
                            .with(
                                    Map.of(),
                                    "Nothing was saved: somebody has changed the topic since you opened it. It has the name \"%s\" and the rule \"%s\" now; below is what you wrote."
                                            .formatted(
                                                    before.name(),
                                                    before.rules().any())));
        }
        var faults = desk.save(visitor.app(), slug, form, before, visitor.actor());
        return faults.isEmpty() ? see(slug) : faulty(desk.page(visitor.app(), slug, form), faults);
    }

    @POST
    @Path("topics/{slug}/try")
    @Operation(hidden = true)
    public Response tryOut(String slug, @BeanParam TopicForm form, @HeaderParam("HX-Request") @Nullable String part) {
        visitor.require(WRITERS);
        var trial = desk.tryOut(visitor.app(), slug, form, draft(slug));
        return tried(desk.page(visitor.app(), slug, form).with(trial), part);
    }

    @POST
    @Path("topics/{slug}/retire")
    @Operation(hidden = true)
    public Response retire(String slug, @FormParam("confirmed") @Nullable String confirmed) {
        visitor.require(WRITERS);
        var before = draft(slug);
        if (confirmed == null) {
            return page(
                    Status.CONFLICT,
                    desk.page(visitor.app(), slug, TopicForm.of(before))
                            .with(Map.of(), "Nothing was done: say that you mean it, by the box beside the button."));
        }
        topics.retire(visitor.app().id(), slug, visitor.actor());
        return Response.seeOther(URI.create(
                        "/desk/%s/topics?retired=%s".formatted(visitor.app().slug(), slug)))
                .build();
    }

    private Topics.Draft draft(String slug) {
        return desk.draft(visitor.app(), slug).orElseThrow(Refusal::nothingHere);
    }

    private boolean mayWrite() {
        return visitor.has(Role.AUTHOR) || visitor.has(Role.ADMIN);
    }

    /// A rule at fault is said at its field, too, unless only the part was asked for.
    private Response tried(TopicPage page, @Nullable String part) {
        var trial = page.trial();
        if (part != null && trial != null) {
            return Response.ok(Pages.topicTrial(visitor.frame(Section.TOPICS), trial))
                    .build();
        }
        return trial == null || trial.fault().isEmpty()
                ? page(Status.OK, page)
                : faulty(page, merged(Map.of("rule", trial.fault()), page.form().faults()));
    }

    private Response faulty(TopicPage page, Map<String, String> faults) {
        return page(Status.BAD_REQUEST, page.with(faults, faults.getOrDefault("", "")));
    }

    private Response page(Status status, TopicPage page) {
        return Response.status(status)
                .entity(Pages.topic(visitor.frame(Section.TOPICS), page, mayWrite()))
                .build();
    }

    private Response see(String slug) {
        return Response.seeOther(
                        URI.create("/desk/%s/topics/%s".formatted(visitor.app().slug(), slug)))
                .build();
    }

    private static String slug(@Nullable String typed) {
        return typed == null ? "" : typed.strip().toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> merged(Map<String, String> some, Map<String, String> others) {
        var all = new HashMap<>(some);
        others.forEach(all::putIfAbsent);
        return all;
    }
}
