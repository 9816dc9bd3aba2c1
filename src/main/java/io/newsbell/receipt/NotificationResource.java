package io.newsbell.receipt;

import io.newsbell.alert.Alert;
import io.newsbell.alert.Alerts;
import io.newsbell.audience.Suppression;
import io.newsbell.device.CallingDevice;
import io.newsbell.history.Deliveries;
import io.newsbell.match.Matches;
import io.newsbell.match.TopicMatch;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/devices/{deviceId}/notifications")
@Tag(name = "Inbox")
@SecurityRequirement(name = "deviceSecret")
class NotificationResource {
    private final CallingDevice caller;
    private final Inbox inbox;
    private final Alerts alerts;
    private final Deliveries deliveries;
    private final Matches matches;

    NotificationResource(CallingDevice caller, Inbox inbox, Alerts alerts, Deliveries deliveries, Matches matches) {
        this.caller = caller;
        this.inbox = inbox;
        this.alerts = alerts;
        this.deliveries = deliveries;
        this.matches = matches;
    }

    @GET
    @Operation(
            operationId = "listNotifications",
            summary = "List what this device was sent, or missed while it could not be reached",
            description =
                    "Newest first, of the last 30 days, of each story the newest alert only. Pull it whenever the app"
                            + " is opened, with the time of the last pull as since: a phone that was off gets only a"
                            + " few of its notifications from Google or Apple. Pages stay as they are while new alerts"
                            + " arrive.")
    @APIResponse(
            responseCode = "200",
            description = "A page of notifications",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Inbox.Page.class)))
    public Inbox.Page list(
            UUID deviceId,
            @QueryParam("since")
                    @Nullable
                    @Parameter(
                            description = "Only what is as new as this",
                            example = "2026-11-24T07:30:00Z",
                            schema = @Schema(implementation = Instant.class))
                    String since,
            @QueryParam("cursor") @Nullable @Parameter(description = "The nextCursor of the page before") String cursor,
            @QueryParam("limit")
                    @DefaultValue("50")
                    @Min(value = 1, message = "Use 1 to 100")
                    @Max(value = 100, message = "Use 1 to 100")
                    int limit) {
        return inbox.page(
                caller.device(),
                Optional.ofNullable(since).map(NotificationResource::instant),
                Optional.ofNullable(cursor),
                limit);
    }

    @GET
    @Path("/{alertId}/why")
    @Operation(
            operationId = "explainNotification",
            summary = "Explain why this device did or did not get an alert",
            description = "The follow that is the reason and the words of the article that belong to it, or why the"
                    + " device was left out.")
    @APIResponse(
            responseCode = "200",
            description = "The reason",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WhyAnswer.class)))
    public WhyAnswer why(UUID deviceId, UUID alertId) {
        var device = caller.device();
        var alert = alerts.find(alertId)
                .filter(found -> found.appId() == device.appId())
                .orElseThrow(() -> new Problem(ErrorCode.NOT_FOUND, "There is no alert of this id."));
        var why = deliveries.why(alert, device);
        var reader = inbox.reader(device);
        return new WhyAnswer(
                alert.id(),
                why.rang(),
                why.topic(),
                why.suppressed(),
                sentence(alert, why, reader),
                evidence(alert, why, reader));
    }

    /// The ledger knows nothing of a device that was not there, or not reachable, when it was written.
    private static String sentence(Alert alert, Deliveries.Why why, Reader reader) {
        if (why.topic().isPresent() || why.suppressed().isPresent()) {
            return why.sentence();
        }
        if (alert.createdAt().isBefore(reader.deviceSince())) {
            return "It was registered after the alert.";
        }
        var wanted = reader.reason(alert);
        return reader.wasUnreachable(alert.createdAt()) && wanted.isPresent()
                ? "It follows \"%s\", but could not be reached at that time.".formatted(wanted.get())
                : why.sentence();
    }

    /// The words of the topic that is the reason; without one, of those that the reader follows.
    private List<Reason> evidence(Alert alert, Deliveries.Why why, Reader reader) {
        return alert.articleId() == null
                ? List.of()
                : matches.of(alert.articleId()).stream()
                        .filter(match -> why.topic()
                                .map(topic -> topic.equals(match.topic().slug()))
                                .orElse(reader.follows()
                                        .containsKey(match.topic().id())))
                        .map(match ->
                                new Reason(match.topic().slug(), match.topic().name(), match.evidence()))
                        .toList();
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException _) {
            throw Problem.invalid("/since", "Give a time in UTC such as 2026-11-24T07:30:00Z.");
        }
    }

    /// @param rang       whether the push service took it
    /// @param topic      the slug of the topic that is named as the reason; absent if the alert was not for it
    /// @param suppressed why it was left out although its reader follows a topic of the alert
    /// @param matches    the words of the article that belong to what the reader follows
    @Schema(name = "NotificationWhy")
    record WhyAnswer(
            UUID alertId,
            boolean rang,
            Optional<String> topic,
            Optional<Suppression> suppressed,
            String sentence,
            List<Reason> matches) {}

    @Schema(name = "NotificationReason")
    record Reason(String topic, String name, List<TopicMatch.Evidence> evidence) {}
}
