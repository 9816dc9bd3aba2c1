package io.newsbell.console;

import io.newsbell.console.Frame.Section;
import io.newsbell.draft.EditorDraft;
import io.newsbell.draft.EditorDrafts;
import io.newsbell.draft.LinkCheck;
import io.newsbell.draft.Move;
import io.newsbell.people.People;
import io.newsbell.people.Person;
import io.newsbell.people.Role;
import io.quarkus.qute.TemplateInstance;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Drafts: written, looked at once more, sent or proposed, approved, taken back.
@Path("desk/{app}/drafts")
@DeskPage
@SignedIn
@Produces(MediaType.TEXT_HTML)
class DraftsResource {
    /// The number of phones is waited for as long.
    private static final Duration WHILE_TYPING = Duration.ofMillis(700);

    private static final Duration BEFORE_IT_GOES = Duration.ofSeconds(2);

    private final Visitor visitor;
    private final EditorDrafts drafts;
    private final Composer composer;
    private final LinkCheck links;
    private final People people;

    DraftsResource(Visitor visitor, EditorDrafts drafts, Composer composer, LinkCheck links, People people) {
        this.visitor = visitor;
        this.drafts = drafts;
        this.composer = composer;
        this.links = links;
        this.people = people;
    }

    /// @param mine whether the person has written on it
    record Row(EditorDraft draft, String changedBy, boolean mine) {}

    @GET
    @Transactional
    @Operation(hidden = true)
    public TemplateInstance list() {
        var rows = drafts.open(visitor.app()).stream()
                .map(draft -> new Row(
                        draft,
                        people.find(draft.changedBy()).map(Person::name).orElse(""),
                        draft.authors().contains(visitor.person().id())))
                .toList();
        return Pages.drafts(visitor.frame(Section.COMPOSE), rows);
    }

    @POST
    @Operation(hidden = true)
    public Response begin(@FormParam("article") @Nullable String article) {
        visitor.require(Role.AUTHOR);
        var content = composer.about(visitor.app(), Optional.ofNullable(article));
        return see(drafts.begin(visitor.app(), content, visitor.person()));
    }

    @GET
    @Path("{id}")
    @Operation(hidden = true)
    public Response write(UUID id) {
        var draft = draft(id);
        return switch (draft.state()) {
            case WRITING, PROPOSED -> page(Status.OK, draft, "");
            case LEAVING ->
                Response.ok(Pages.leaving(
                                visitor.frame(Section.COMPOSE),
                                composer.page(visitor.app(), draft, visitor.person(), "")))
                        .build();
            case SENT -> Response.seeOther(URI.create(alert(draft))).build();
            case DISCARDED ->
                throw new Refusal(Status.GONE, "This draft was discarded", "Begin a new one from the wire.");
        };
    }

    /// What is typed, while it is typed.
    @POST
    @Path("{id}/keep")
    @Operation(hidden = true)
    public Response keep(UUID id, @BeanParam DraftForm form) {
        visitor.require(Role.AUTHOR);
        var draft = draft(id);
        // What is half typed is no topic yet.
        form.addTopic = topicOrNull(form.addTopic);
        form.addAlso = topicOrNull(form.addAlso);
        form.addNot = topicOrNull(form.addNot);
        return switch (save(draft, form)) {
            case Move.Done(var kept) -> {
                links.await(kept.content(), WHILE_TYPING);
                yield Response.ok(Pages.side(visitor.frame(Section.COMPOSE), composer.side(visitor.app(), kept)))
                        .build();
            }
            case Move.Changed(var now) ->
                Response.status(Status.CONFLICT)
                        .entity(Pages.conflict(
                                visitor.frame(Section.COMPOSE),
                                composer.page(visitor.app(), now, visitor.person(), "")))
                        .build();
            case Move.Refused _, Move.Faulty _, Move.OtherAudience _ ->
                Response.ok().header("HX-Refresh", "true").build();
        };
    }

    /// @param next `review` to look at it once more before it is sent
    @POST
    @Path("{id}")
    @Operation(hidden = true)
    public Response save(UUID id, @BeanParam DraftForm form, @FormParam("next") @Nullable String next) {
        visitor.require(Role.AUTHOR);
        var moved = save(draft(id), form);
        return moved instanceof Move.Done(var kept) && "review".equals(next)
                ? Response.seeOther(URI.create(path(kept) + "/review")).build()
                : answer(moved);
    }

    /// A second pair of eyes: what it will look like, whom it rings, and what speaks against it.
    @GET
    @Path("{id}/review")
    @Operation(hidden = true)
    public Response review(UUID id) {
        var draft = draft(id);
        if (!draft.isOpen()) {
            return see(draft);
        }
        links.await(draft.content(), BEFORE_IT_GOES);
        var page = composer.page(visitor.app(), draft, visitor.person(), "");
        return page.side().faults().isEmpty() ? review(Status.OK, page) : page(Status.OK, draft, "");
    }

    @POST
    @Path("{id}/propose")
    @Operation(hidden = true)
    public Response propose(
            UUID id,
            @FormParam("version") int version,
            @FormParam("phones") long phones,
            @FormParam("confirmed") @Nullable String confirmed) {
        return decide(id, confirmed, () -> drafts.propose(visitor.app(), id, version, phones, visitor.person()));
    }

    @POST
    @Path("{id}/send")
    @Operation(hidden = true)
    public Response send(
            UUID id,
            @FormParam("version") int version,
            @FormParam("phones") long phones,
            @FormParam("confirmed") @Nullable String confirmed) {
        return decide(id, confirmed, () -> drafts.send(visitor.app(), id, version, phones, visitor.person()));
    }

    @POST
    @Path("{id}/approve")
    @Operation(hidden = true)
    public Response approve(
            UUID id,
            @FormParam("hash") String hash,
            @FormParam("phones") long phones,
            @FormParam("confirmed") @Nullable String confirmed) {
        return decide(id, confirmed, () -> drafts.approve(visitor.app(), id, hash, phones, visitor.person()));
    }

    @POST
    @Path("{id}/undo")
    @Operation(hidden = true)
    public Response undo(UUID id) {
        var moved = drafts.undo(visitor.app(), draft(id).id(), visitor.person());
        return moved instanceof Move.Refused(var draft, var _) && draft.state() == EditorDraft.State.SENT
                ? Response.seeOther(URI.create(alert(draft) + "?late=true")).build()
                : answer(moved);
    }

    /// Asked while it is about to leave: once it has, the page shows the alert.
    @GET
    @Path("{id}/left")
    @Operation(hidden = true)
    public Response left(UUID id) {
        return draft(id).state() == EditorDraft.State.LEAVING
                ? Response.noContent().build()
                : Response.ok().header("HX-Redirect", path(draft(id))).build();
    }

    @POST
    @Path("{id}/discard")
    @Operation(hidden = true)
    public Response discard(UUID id) {
        visitor.require(Role.AUTHOR);
        var moved = drafts.discard(visitor.app(), draft(id).id(), visitor.person());
        return moved instanceof Move.Done
                ? Response.seeOther(URI.create(
                                "/desk/%s/drafts".formatted(visitor.app().slug())))
                        .build()
                : answer(moved);
    }

    private @Nullable String topicOrNull(@Nullable String typed) {
        return composer.isTopic(visitor.app(), typed) ? typed : null;
    }

    private Response decide(UUID id, @Nullable String confirmed, Supplier<Move> decision) {
        var draft = draft(id);
        links.await(draft.content(), BEFORE_IT_GOES);
        return isConfirmed(draft, confirmed) ? answer(decision.get()) : unconfirmed(draft);
    }

    private Move save(EditorDraft draft, DraftForm form) {
        return drafts.save(visitor.app(), draft.id(), form.version, form.content(draft.content()), visitor.person());
    }

    private EditorDraft draft(UUID id) {
        return drafts.find(visitor.app(), id).orElseThrow(Refusal::nothingHere);
    }

    /// What is grave must be meant, and a large number of phones be read. It is asked of the server's own
    /// view, not of what the page had shown.
    private boolean isConfirmed(EditorDraft draft, @Nullable String confirmed) {
        return confirmed != null
                || !draft.isOpen()
                || !composer.side(visitor.app(), draft).mustConfirm();
    }

    private Response unconfirmed(EditorDraft draft) {
        return review(
                Status.CONFLICT,
                composer.page(
                        visitor.app(),
                        draft,
                        visitor.person(),
                        "Nothing was sent. Read what is marked below, and say that it is meant."));
    }

    private Response answer(Move move) {
        return switch (move) {
            case Move.Done(var draft) -> see(draft);
            case Move.Changed(var now) ->
                now.isOpen()
                        ? page(
                                Status.CONFLICT,
                                now,
                                "Nothing was sent and nothing of yours was kept by this click: somebody has changed the"
                                        + " draft since you read it. This is how it is now.")
                        : see(now);
            case Move.Refused(var draft, var why) -> draft.isOpen() ? page(Status.CONFLICT, draft, why) : see(draft);
            case Move.Faulty(var draft, var _) ->
                page(Status.CONFLICT, draft, "Nothing was sent. Mend what is marked below.");
            case Move.OtherAudience(var draft, var phones) ->
                review(
                        Status.CONFLICT,
                        composer.page(
                                visitor.app(),
                                draft,
                                visitor.person(),
                                "Nothing was sent: it would ring %,d phones now, another number than you were told."
                                        .formatted(phones)));
        };
    }

    private Response page(Status status, EditorDraft draft, String notice) {
        return Response.status(status)
                .entity(Pages.compose(
                        visitor.frame(Section.COMPOSE),
                        composer.page(visitor.app(), draft, visitor.person(), notice),
                        visitor.has(Role.AUTHOR)))
                .build();
    }

    private Response review(Status status, ComposePage page) {
        var mayApprove =
                page.draft().state() == EditorDraft.State.PROPOSED && visitor.has(Role.APPROVER) && !page.isMine();
        return Response.status(status)
                .entity(Pages.review(visitor.frame(Section.COMPOSE), page, visitor.has(Role.AUTHOR), mayApprove))
                .build();
    }

    private Response see(EditorDraft draft) {
        return Response.seeOther(URI.create(path(draft))).build();
    }

    private String alert(EditorDraft draft) {
        return "/desk/%s/alerts/%s".formatted(visitor.app().slug(), draft.alertId());
    }

    private String path(EditorDraft draft) {
        return "/desk/%s/drafts/%s".formatted(visitor.app().slug(), draft.id());
    }
}
