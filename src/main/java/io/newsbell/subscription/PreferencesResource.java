package io.newsbell.subscription;

import io.newsbell.device.CallingDevice;
import io.newsbell.problem.EntityTag;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import io.newsbell.subscription.LastTold.Told;
import io.newsbell.subscription.PreferencesSql.Stored;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/devices/{deviceId}/preferences")
@Tag(name = "Preferences")
@SecurityRequirement(name = "deviceSecret")
class PreferencesResource {
    private static final String READ_FIRST =
            "GET the preferences, change them, and PUT them with If-Match and the ETag of" + " that answer.";

    private final CallingDevice caller;
    private final Owners owners;
    private final PreferencesSql sql;
    private final AfterCommit afterCommit;
    private final Reactions reactions;
    private final Clock clock;

    PreferencesResource(
            CallingDevice caller,
            Owners owners,
            PreferencesSql sql,
            AfterCommit afterCommit,
            Reactions reactions,
            Clock clock) {
        this.caller = caller;
        this.owners = owners;
        this.sql = sql;
        this.afterCommit = afterCommit;
        this.reactions = reactions;
        this.clock = clock;
    }

    @GET
    @Operation(
            operationId = "getPreferences",
            summary = "Get when and how much this device's reader wants to be told",
            description =
                    "Those of the reader, the same on all of its devices. How many alerts a week a topic brings at"
                            + " each level is in GET /v1/topics.")
    @APIResponse(
            responseCode = "200",
            description = "The preferences; without limits if none were ever set",
            headers =
                    @Header(
                            name = "ETag",
                            description = "For If-Match",
                            schema =
                                    @Schema(
                                            type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING,
                                            examples = "\"1767225600000\"")),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Preferences.class)))
    public RestResponse<Preferences> get(UUID deviceId) {
        return answer(sql.find(caller.device().readerId(), clock.instant()).orElseGet(Stored::none));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Operation(
            operationId = "putPreferences",
            summary = "Set when and how much this device's reader wants to be told",
            description =
                    "Replaces all of them. A pause takes effect at once, in the middle of a fan-out too. The others hold for"
                            + " what is planned from now on, and for what waits already when its time comes.")
    @APIResponse(
            responseCode = "200",
            description = "Set; the ETag is the new one",
            headers =
                    @Header(
                            name = "ETag",
                            description = "For the next If-Match",
                            schema =
                                    @Schema(
                                            type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING,
                                            examples = "\"1767225600001\"")),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Preferences.class)))
    @APIResponse(responseCode = "412", description = "They were changed since they were read: `precondition_failed`")
    @APIResponse(responseCode = "428", description = "If-Match is missing: `precondition_required`")
    public RestResponse<Preferences> put(
            UUID deviceId,
            @HeaderParam(HttpHeaders.IF_MATCH)
                    @Parameter(
                            description = "The ETag of the preferences that are to be changed; * is refused, because it"
                                    + " would overwrite what another device has just set",
                            required = true,
                            example = "\"1767225600000\"")
                    @Nullable
                    String ifMatch,
            @Valid @NotNull Preferences body) {
        var expected = EntityTag.version(ifMatch, READ_FIRST);
        var now = clock.instant();
        var preferences = body.checked(now);
        var device = caller.device();
        var lately = preferences.pausedUntil() == null ? List.<Told>of() : reactions.lately(device);
        long reader = owners.lock(device).readerId();
        afterCommit.tell(List.of(new ReaderChange.Preferences(reader)));
        var wasPaused = !lately.isEmpty() && isPaused(reader, now);
        long version = sql.put(reader, expected, preferences, now)
                .orElseThrow(() -> new Problem(ErrorCode.PRECONDITION_FAILED, READ_FIRST));
        if (!wasPaused) {
            reactions.paused(lately);
        }
        return answer(new Stored(version, preferences));
    }

    private boolean isPaused(long reader, Instant now) {
        return sql.find(reader, now)
                .filter(stored -> stored.preferences().pausedUntil() != null)
                .isPresent();
    }

    private static RestResponse<Preferences> answer(Stored stored) {
        return RestResponse.ResponseBuilder.ok(stored.preferences())
                .header(HttpHeaders.ETAG, EntityTag.of(stored.version()))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .build();
    }
}
