package io.newsbell.console;

import io.newsbell.console.Frame.Section;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// One device, one alert, one answer.
@Path("desk/{app}/support")
@DeskPage
@SignedIn
@Produces(MediaType.TEXT_HTML)
class SupportResource {
    /// So that a wrong question is an error to scripts, too, whatever field it is in.
    private static final int UNPROCESSABLE = 422;

    private final Visitor visitor;
    private final SupportDesk desk;

    SupportResource(Visitor visitor, SupportDesk desk) {
        this.visitor = visitor;
        this.desk = desk;
    }

    /// @param recent the id of an alert that was chosen from the list
    @GET
    @Operation(hidden = true)
    public Response ask(
            @QueryParam("device") @Nullable String device,
            @QueryParam("alert") @Nullable String alert,
            @QueryParam("recent") @Nullable String recent) {
        var page = desk.page(visitor.app(), text(device), text(alert), text(recent));
        return Response.status(page.deviceFault().isEmpty() && page.alertFault().isEmpty() ? 200 : UNPROCESSABLE)
                .entity(Pages.support(visitor.frame(Section.SUPPORT), page))
                .build();
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }
}
