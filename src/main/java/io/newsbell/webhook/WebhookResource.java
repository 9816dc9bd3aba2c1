package io.newsbell.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.newsbell.app.CallingServer;
import io.newsbell.app.Secret;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/webhooks")
@Tag(name = "Webhooks")
@SecurityRequirement(name = "apiKey", scopes = "keys:write")
class WebhookResource {
    private static final String ID = "[a-z0-9][a-z0-9-]{0,62}";
    private static final String ID_MESSAGE = "Use up to 63 of a-z, 0-9 and -";

    private final CallingServer caller;
    private final Webhooks webhooks;
    private final Clock clock;

    WebhookResource(CallingServer caller, Webhooks webhooks, Clock clock) {
        this.caller = caller;
        this.webhooks = webhooks;
        this.clock = clock;
    }

    @GET
    @SecurityRequirement(name = "apiKey", scopes = "ops:read")
    @Operation(
            operationId = "listWebhooks",
            summary = "List the webhooks and how they are",
            description = "`lastAttempt` says what came of the newest call, `failingSince` since when none succeeds.")
    @APIResponse(responseCode = "200", description = "All webhooks of the app, by id")
    public List<WebhookAnswer> list() {
        return webhooks.ofApp(app()).stream()
                .map(webhook -> answer(webhook, null))
                .toList();
    }

    @GET
    @Path("/{webhookId}")
    @SecurityRequirement(name = "apiKey", scopes = "ops:read")
    @Operation(operationId = "getWebhook", summary = "Get a webhook and how it is")
    @APIResponse(responseCode = "200", description = "The webhook")
    public WebhookAnswer get(String webhookId) {
        return answer(webhooks.find(app(), webhookId), null);
    }

    @PUT
    @Path("/{webhookId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putWebhook",
            summary = "Add or change a webhook",
            description =
                    "A server of yours that is told what becomes of alerts, signed as standardwebhooks.com says: by POST,"
                            + " at least once, again for 24 hours until it answers 2xx. A change keeps the secret, brings"
                            + " back a webhook that was gone (410), and tries at once what waits.")
    @APIResponse(
            responseCode = "201",
            description = "Made; the secret is shown this once",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WebhookAnswer.class)))
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WebhookAnswer.class)))
    public RestResponse<WebhookAnswer> put(
            @Pattern(regexp = ID, message = ID_MESSAGE) String webhookId,
            @Valid @NotNull(message = "Send the webhook") WebhookBody body) {
        var secret = webhooks.save(app(), webhookId, body.wish());
        return RestResponse.status(
                secret.isPresent() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
                answer(webhooks.find(app(), webhookId), secret.orElse(null)));
    }

    @DELETE
    @Path("/{webhookId}")
    @Operation(
            operationId = "deleteWebhook",
            summary = "Remove a webhook",
            description = "What it was not told yet it is not told any more, but for what is on its way.")
    @APIResponse(responseCode = "204", description = "Removed")
    public void delete(String webhookId) {
        webhooks.delete(app(), webhookId);
    }

    @POST
    @Path("/{webhookId}/rotate")
    @Operation(
            operationId = "rotateWebhookSecret",
            summary = "Replace a webhook's secret",
            description = "For 24 hours messages have two signatures, by the new secret and by the one until now; one"
                    + " from an earlier rotation ends at once. After a leak, rotate twice.")
    @APIResponse(responseCode = "200", description = "Replaced; the new secret is shown this once")
    public WebhookAnswer rotate(String webhookId) {
        var secret = webhooks.rotate(app(), webhookId);
        return answer(webhooks.find(app(), webhookId), secret);
    }

    @POST
    @Path("/{webhookId}/ping")
    @Operation(
            operationId = "pingWebhook",
            summary = "Send a webhook a test message",
            description = "Of the type `webhook.ping`, at once; GET tells what came of it.")
    @APIResponse(
            responseCode = "202",
            description = "On its way",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WebhookAnswer.class)))
    @APIResponse(responseCode = "409", description = "The webhook is disabled or gone: `webhook_disabled`")
    public RestResponse<WebhookAnswer> ping(String webhookId) {
        return RestResponse.status(RestResponse.Status.ACCEPTED, answer(webhooks.ping(app(), webhookId), null));
    }

    private long app() {
        return caller.app().id();
    }

    private WebhookAnswer answer(Webhook webhook, @Nullable Secret secret) {
        return WebhookAnswer.of(webhook, secret, clock.instant());
    }

    @Schema(name = "Webhook")
    record WebhookBody(
            @NotBlank(message = "Give the address of your server")
            @Size(max = 2_048, message = "Use at most 2,048 characters")
            @Schema(description = "https:// on the internet", examples = "https://hooks.example.com/newsbell")
            String url,

            @NotEmpty(message = "Name at least one event") Set<@NotNull(message = "Name an event") WebhookEvent> events,

            @Min(value = 0, message = "Use 0 to 600")
            @Max(value = 600, message = "Use 0 to 600")
            @Schema(
                    description =
                            "How long the first phones of an alert wait after `crowd.expected`, unless it is breaking",
                    defaultValue = "5")
            @Nullable
            Integer leadSeconds,

            @Schema(description = "Whether it is told anything", defaultValue = "true") @Nullable
            Boolean enabled) {
        private static final int USUAL_LEAD = 5;

        Webhooks.Wish wish() {
            return new Webhooks.Wish(
                    url.strip(),
                    events,
                    Duration.ofSeconds(Objects.requireNonNullElse(leadSeconds, USUAL_LEAD)),
                    Objects.requireNonNullElse(enabled, true));
        }
    }

    enum WebhookState {
        @JsonProperty("active")
        ACTIVE,
        @JsonProperty("failing")
        FAILING,
        @JsonProperty("disabled")
        DISABLED,
        @JsonProperty("gone")
        GONE;

        static WebhookState of(Webhook webhook) {
            if (!webhook.enabled()) {
                return DISABLED;
            }
            if (webhook.goneAt() != null) {
                return GONE;
            }
            return webhook.failingSince() == null ? ACTIVE : FAILING;
        }
    }

    /// @param secret        signs the messages; only where it is new
    /// @param previousUntil until then messages are signed with the secret from before the last rotation, too
    /// @param deliveredAt   when a message was last taken
    /// @param failingSince  of the attempts since then, the first that failed
    /// @param failures      of these, how many
    /// @param waiting       messages that it has not been told yet
    /// @param lost          messages that were given up, after 24 hours or because it was gone
    @Schema(name = "WebhookAnswer")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record WebhookAnswer(
            @Schema(examples = "newsroom-chat") String webhookId,

            @Schema(examples = "https://hooks.example.com/newsbell")
            String url,

            List<WebhookEvent> events,
            @Schema(examples = "5") long leadSeconds,
            WebhookState state,

            @Schema(description = "Shown this once; keep it", examples = "whsec_Tm90IGEgcmVhbCBzZWNyZXQgYXQgYWxs")
            @Nullable
            String secret,

            Instant createdAt,
            @Nullable Instant previousUntil,
            @Nullable WebhookAttempt lastAttempt,
            @Nullable Instant deliveredAt,
            @Nullable Instant failingSince,
            int failures,
            @Schema(examples = "0") long waiting,
            @Schema(examples = "0") long lost,
            @Nullable Instant lostAt) {
        static WebhookAnswer of(Webhook webhook, @Nullable Secret secret, Instant now) {
            var previousUntil = webhook.previousUntil();
            var last = webhook.last();
            return new WebhookAnswer(
                    webhook.name(),
                    webhook.url(),
                    webhook.events(),
                    webhook.lead().toSeconds(),
                    WebhookState.of(webhook),
                    secret == null ? null : secret.value(),
                    webhook.createdAt(),
                    previousUntil != null && previousUntil.isAfter(now) ? previousUntil : null,
                    last == null ? null : new WebhookAttempt(last.at(), last.status(), last.error()),
                    webhook.deliveredAt(),
                    webhook.failingSince(),
                    webhook.failures(),
                    webhook.waiting(),
                    webhook.lost(),
                    webhook.lostAt());
        }
    }

    /// @param status what your server answered; absent if it did not
    /// @param error  what was wrong; absent if nothing was
    @Schema(name = "WebhookAttempt")
    record WebhookAttempt(
            Instant at,
            @Schema(examples = "503") @Nullable Integer status,
            @Schema(examples = "It answers 503.") @Nullable String error) {}
}
