package io.newsbell.console;

import io.newsbell.console.Frame.Section;
import io.newsbell.draft.EditorDraft;
import io.newsbell.draft.EditorDrafts;
import io.newsbell.draft.TestPhone;
import io.newsbell.draft.TestPhones;
import io.newsbell.draft.TestPhones.Tried;
import io.newsbell.people.Role;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Tests, on pages that look like nothing else: from here no reader can be rung.
@Path("desk/{app}/drafts/{id}/test")
@DeskPage
@SignedIn
@Produces(MediaType.TEXT_HTML)
class TestResource {
    private final Visitor visitor;
    private final EditorDrafts drafts;
    private final TestPhones phones;

    TestResource(Visitor visitor, EditorDrafts drafts, TestPhones phones) {
        this.visitor = visitor;
        this.drafts = drafts;
        this.phones = phones;
    }

    /// @param tried  what became of the test; empty if none was sent
    /// @param notice what became of another click; empty if there is nothing to say
    record TestPage(EditorDraft draft, List<TestPhone> phones, List<Tried> tried, String notice, boolean mayManage) {}

    @GET
    @Operation(hidden = true)
    public Response show(UUID id) {
        return page(Status.OK, draft(id), List.of(), "");
    }

    @POST
    @Operation(hidden = true)
    public Response send(UUID id) throws InterruptedException {
        visitor.require(Role.AUTHOR, Role.APPROVER);
        var draft = draft(id);
        return phones.send(visitor.app(), draft, visitor.person())
                .map(tried -> page(Status.OK, draft, tried, tried.isEmpty() ? "There is no test phone yet." : ""))
                .orElseGet(() -> page(Status.CONFLICT, draft, List.of(), "Complete the draft first."));
    }

    @POST
    @Path("phones")
    @Operation(hidden = true)
    public Response add(
            UUID id, @FormParam("device") @Nullable String device, @FormParam("name") @Nullable String name) {
        visitor.require(Role.ADMIN);
        var fault = uuid(device)
                .map(found -> phones.add(visitor.app(), found, name == null ? "" : name, visitor.person()))
                .orElse(Optional.of("This is no id of a phone; it looks like 018f3a52-7c1d-7e1a-9c55-2f6f2d0c8a11."));
        return page(fault.isEmpty() ? Status.OK : Status.CONFLICT, draft(id), List.of(), fault.orElse(""));
    }

    @POST
    @Path("phones/remove")
    @Operation(hidden = true)
    public Response remove(UUID id, @FormParam("device") @Nullable String device) {
        visitor.require(Role.ADMIN);
        uuid(device).ifPresent(found -> phones.remove(visitor.app(), found, visitor.person()));
        return page(Status.OK, draft(id), List.of(), "");
    }

    private EditorDraft draft(UUID id) {
        return drafts.find(visitor.app(), id).orElseThrow(Refusal::nothingHere);
    }

    private static Optional<UUID> uuid(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(String::strip).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Response page(Status status, EditorDraft draft, List<Tried> tried, String notice) {
        return Response.status(status)
                .entity(Pages.test(
                        visitor.frame(Section.COMPOSE).asTest(),
                        new TestPage(draft, phones.of(visitor.app()), tried, notice, visitor.has(Role.ADMIN))))
                .build();
    }
}
