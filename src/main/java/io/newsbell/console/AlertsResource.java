package io.newsbell.console;

import io.newsbell.alert.Alert;
import io.newsbell.alert.AlertState;
import io.newsbell.alert.Alerts;
import io.newsbell.alert.Amendments;
import io.newsbell.alert.Correction;
import io.newsbell.alert.SendingSwitch;
import io.newsbell.console.Frame.Section;
import io.newsbell.people.Role;
import io.newsbell.sending.SendBody;
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
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Alerts as they go out, and what can be done about them.
@Path("desk/{app}/alerts")
@DeskPage
@SignedIn
@Produces(MediaType.TEXT_HTML)
class AlertsResource {
    private static final String UNCONFIRMED = "Nothing was done: say that you mean it, by the box beside the button.";

    private final Visitor visitor;
    private final AlertsDesk desk;
    private final Alerts alerts;
    private final SendingSwitch sending;
    private final Amendments amendments;

    AlertsResource(Visitor visitor, AlertsDesk desk, Alerts alerts, SendingSwitch sending, Amendments amendments) {
        this.visitor = visitor;
        this.desk = desk;
        this.alerts = alerts;
        this.sending = sending;
        this.amendments = amendments;
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance list() {
        return Pages.alerts(visitor.frame(Section.ALERTS), desk.recent(visitor.app()));
    }

    /// @param late whether somebody wanted to undo it, and it had left
    @GET
    @Path("{id}")
    @Operation(hidden = true)
    public Response show(UUID id, @QueryParam("late") boolean late) {
        return page(
                Status.OK, alert(id), late ? "It had left before you undid it. Stop, correct or recall it here." : "");
    }

    /// The changing part of the page, if it is another one than the page has.
    @GET
    @Path("{id}/live")
    @Operation(hidden = true)
    public Response live(UUID id, @QueryParam("version") @Nullable String version) {
        var page = desk.live(visitor.app(), alert(id));
        return page.version().equals(version)
                ? Response.noContent().build()
                : Response.ok(Pages.alertLive(visitor.frame(Section.ALERTS), page))
                        .build();
    }

    /// Anybody may: who sees a mistake must not look for somebody first.
    @POST
    @Path("{id}/stop")
    @Operation(hidden = true)
    public Response stop(UUID id) {
        return alerts.stop(visitor.app(), id, visitor.actor()) || alert(id).state() == AlertState.STOPPED
                ? see(id)
                : page(
                        Status.CONFLICT,
                        alert(id),
                        "It could not be stopped: it is over already. Recall it, or correct it.");
    }

    @POST
    @Path("{id}/resume")
    @Operation(hidden = true)
    public Response resume(UUID id, @FormParam("confirmed") @Nullable String confirmed) {
        visitor.require(Role.APPROVER, Role.OPS);
        var alert = alert(id);
        if (confirmed == null) {
            return page(Status.CONFLICT, alert, UNCONFIRMED);
        }
        if (sending.stoppedSince(visitor.app().id()).isPresent()) {
            return page(Status.CONFLICT, alert, "Nothing was sent: all sending is stopped. Let it go on first.");
        }
        return alert.state().isUnderWay() || alerts.resume(id, visitor.actor())
                ? see(id)
                : page(
                        Status.CONFLICT,
                        alert(id),
                        "Nothing was sent: it was recalled, its time is over, or it is not stopped any more.");
    }

    @POST
    @Path("{id}/recall")
    @Operation(hidden = true)
    public Response recall(UUID id, @FormParam("confirmed") @Nullable String confirmed) {
        visitor.require(Role.AUTHOR, Role.APPROVER, Role.OPS);
        if (confirmed == null) {
            return page(Status.CONFLICT, alert(id), UNCONFIRMED);
        }
        return amendments.recall(alert(id).id(), visitor.actor())
                ? see(id)
                : page(Status.CONFLICT, alert(id), "Nobody was told of it, so there is nothing to recall.");
    }

    @POST
    @Path("{id}/correct")
    @Operation(hidden = true)
    public Response correct(
            UUID id,
            @FormParam("version") int seen,
            @FormParam("title") @Nullable String title,
            @FormParam("body") @Nullable String body) {
        visitor.require(Role.AUTHOR);
        var alert = alert(id);
        if (alert.version() != seen) {
            return page(Status.CONFLICT, alert, "Nothing was done: somebody has corrected it since you read it.");
        }
        var text = title == null ? "" : title.strip();
        var more = body == null ? "" : body.strip();
        if (text.isEmpty() || text.length() > SendBody.LONGEST_TITLE || more.length() > SendBody.LONGEST_BODY) {
            return page(
                    Status.CONFLICT,
                    alert,
                    "Nothing was done: give a title of at most %d characters, and a text of at most %d."
                            .formatted(SendBody.LONGEST_TITLE, SendBody.LONGEST_BODY));
        }
        return amendments.correct(id, new Correction(text, more, Optional.empty(), Optional.empty()), visitor.actor())
                ? see(id)
                : page(Status.CONFLICT, alert, "It cannot be corrected any more. Recall it instead.");
    }

    /// @param article the version of the article's text that the person has read
    @POST
    @Path("{id}/approve")
    @Operation(hidden = true)
    public Response approve(UUID id, @FormParam("article") int article) {
        visitor.require(Role.APPROVER);
        var alert = alert(id);
        if (desk.articleVersion(alert) != article) {
            return page(
                    Status.CONFLICT,
                    alert,
                    "Nothing was sent: the article has changed since you read it. Read it again.");
        }
        if (sending.stoppedSince(visitor.app().id()).isPresent()) {
            return page(Status.CONFLICT, alert, "Nothing was sent: all sending is stopped. Let it go on first.");
        }
        return alerts.approve(alert, visitor.app(), visitor.actor())
                ? see(id)
                : page(
                        Status.CONFLICT,
                        alert(id),
                        "It does not wait any more: somebody has decided, or its time is over.");
    }

    @POST
    @Path("{id}/dismiss")
    @Operation(hidden = true)
    public Response dismiss(UUID id) {
        visitor.require(Role.APPROVER);
        return alerts.dismiss(alert(id).id(), visitor.actor())
                ? see(id)
                : page(
                        Status.CONFLICT,
                        alert(id),
                        "It does not wait any more: somebody has decided, or its time is over.");
    }

    private Alert alert(UUID id) {
        return desk.find(visitor.app(), id).orElseThrow(Refusal::nothingHere);
    }

    private Response page(Status status, Alert alert, String notice) {
        return Response.status(status)
                .entity(Pages.alert(
                        visitor.frame(Section.ALERTS),
                        desk.page(visitor.app(), alert, notice),
                        visitor.has(Role.APPROVER),
                        visitor.has(Role.APPROVER) || visitor.has(Role.OPS),
                        visitor.has(Role.AUTHOR)))
                .build();
    }

    private Response see(UUID id) {
        return Response.seeOther(
                        URI.create("/desk/%s/alerts/%s".formatted(visitor.app().slug(), id)))
                .build();
    }
}
