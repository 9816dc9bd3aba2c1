package io.newsbell.console;

import io.newsbell.console.Frame.Section;
import io.newsbell.console.Wire.Kind;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Articles as they come, and what became of them.
@Path("desk/{app}")
@DeskPage
@SignedIn
@Produces(MediaType.TEXT_HTML)
class WireResource {
    private final Visitor visitor;
    private final WireDesk desk;

    WireResource(Visitor visitor, WireDesk desk) {
        this.visitor = visitor;
        this.desk = desk;
    }

    @GET
    @Path("wire")
    @Operation(hidden = true)
    public TemplateInstance wire(
            @QueryParam("kind") @Nullable String kind, @QueryParam("before") @Nullable String before) {
        return Pages.wire(visitor.frame(Section.WIRE), desk.wire(visitor.app(), Kind.of(kind), time(before)));
    }

    /// The list again, if it is another one than the page has.
    @GET
    @Path("wire/list")
    @Operation(hidden = true)
    public Response list(@QueryParam("kind") @Nullable String kind, @QueryParam("state") @Nullable String state) {
        var wire = desk.wire(visitor.app(), Kind.of(kind), Optional.empty());
        return wire.state().equals(state)
                ? Response.noContent().build()
                : Response.ok(Pages.wireList(visitor.frame(Section.WIRE), wire)).build();
    }

    @GET
    @Path("articles/{externalId}")
    @Operation(hidden = true)
    public TemplateInstance article(String externalId) {
        var item = desk.item(visitor.app(), externalId).orElseThrow(Refusal::nothingHere);
        return Pages.article(visitor.frame(Section.WIRE), item, desk.text(visitor.app(), externalId));
    }

    private static Optional<Instant> time(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
