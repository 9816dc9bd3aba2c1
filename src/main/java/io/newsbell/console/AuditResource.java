package io.newsbell.console;

import io.newsbell.audit.AuditLog;
import io.newsbell.audit.Verdict;
import io.newsbell.console.Frame.Section;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Who did what. Everybody who is signed in may read it and check that nothing of it was changed.
@Path("desk/{app}/audit")
@DeskPage
@SignedIn
@Produces(MediaType.TEXT_HTML)
class AuditResource {
    private static final int SHOWN = 50;

    private final Visitor visitor;
    private final AuditLog audit;

    AuditResource(Visitor visitor, AuditLog audit) {
        this.visitor = visitor;
        this.audit = audit;
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance read(
            @QueryParam("subject") @Nullable String subject, @QueryParam("before") @Nullable String before) {
        return page(subject == null ? "" : subject.strip(), number(before), null);
    }

    /// Changes nothing, so the verdict is on the answer itself.
    @POST
    @Path("check")
    @Operation(hidden = true)
    public TemplateInstance check() {
        return page("", OptionalLong.empty(), audit.verify(visitor.app().id()));
    }

    private TemplateInstance page(String subject, OptionalLong before, @Nullable Verdict verdict) {
        var asked = Optional.of(subject).filter(text -> !text.isEmpty());
        var found = audit.read(visitor.app().id(), before, asked, SHOWN + 1);
        var shown = found.subList(0, Math.min(SHOWN, found.size()));
        return Pages.audit(
                visitor.frame(Section.AUDIT),
                new AuditPage(
                        shown.stream().map(AuditPage.Row::of).toList(),
                        subject,
                        found.size() > SHOWN ? shown.getLast().seq() : null,
                        verdict));
    }

    private static OptionalLong number(@Nullable String text) {
        try {
            return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
