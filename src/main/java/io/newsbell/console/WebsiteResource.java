package io.newsbell.console;

import io.newsbell.console.Frame.Section;
import io.newsbell.people.Role;
import io.newsbell.topic.Catalogue;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// What the publisher's website needs for the follow button, to be copied from here, and how it will look.
@Path("desk/{app}/web")
@DeskPage
@SignedIn
@Produces(MediaType.TEXT_HTML)
class WebsiteResource {
    private static final int OFFERED = 100;

    private final Visitor visitor;
    private final Catalogue catalogue;

    WebsiteResource(Visitor visitor, Catalogue catalogue) {
        this.visitor = visitor;
        this.catalogue = catalogue;
    }

    /// @param topic the slug that the snippets are to name
    @GET
    @Operation(hidden = true)
    public TemplateInstance show(@QueryParam("topic") @Nullable String topic, @Context UriInfo here) {
        visitor.require(Role.ADMIN);
        var app = visitor.app();
        var topics = catalogue.search(app.id(), "", Optional.empty(), OFFERED).topics();
        var base = here.getBaseUri().toString().replaceFirst("/$", "");
        return Pages.website(visitor.frame(Section.WEB), WebsitePage.of(base, app.slug(), topics, topic));
    }
}
