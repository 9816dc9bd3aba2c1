package io.newsbell.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.newsbell.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/keys")
@Tag(name = "Keys")
@SecurityRequirement(name = "apiKey", scopes = "keys:write")
class KeyResource {
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);
    private static final Duration USUAL_OVERLAP = Duration.ofHours(1);

    private final CallingServer caller;
    private final ApiKeys keys;

    KeyResource(CallingServer caller, ApiKeys keys) {
        this.caller = caller;
        this.keys = keys;
    }

    @GET
    @Operation(
            operationId = "listKeys",
            summary = "List the app's keys",
            description = "Never the keys themselves: Newsbell does not know them.")
    @APIResponse(responseCode = "200", description = "All keys of the app, by name")
    public List<KeyAnswer> list() {
        return keys.ofApp(caller.app()).stream().map(KeyAnswer::of).toList();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "makeKey",
            summary = "Make a key",
            description = "A key can give only scopes that it has itself, and for no longer than it lasts itself.")
    @APIResponse(
            responseCode = "201",
            description = "Made; the key is shown this once",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = NewKeyAnswer.class)))
    @APIResponse(responseCode = "409", description = "There is a key of this name: `key_exists`")
    public RestResponse<NewKeyAnswer> make(@Valid @NotNull KeyBody body) {
        var made = keys.make(caller.key(), body.name(), body.scopes(), body.expiresAt());
        return RestResponse.status(RestResponse.Status.CREATED, NewKeyAnswer.of(made));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/{name}/rotate")
    @Operation(
            operationId = "rotateKey",
            summary = "Replace a key",
            description =
                    "The key that was good until now stays good for the overlap, so that servers can change over one by"
                            + " one; one from an earlier rotation ends at once. An overlap of PT0S is for a key that has"
                            + " leaked.")
    @APIResponse(responseCode = "200", description = "Replaced; the new key is shown this once")
    @APIResponse(responseCode = "409", description = "The key comes from the server's settings: `key_kept`")
    public NewKeyAnswer rotate(String name, @NotNull RotateBody body) {
        var overlap = body.overlap() == null ? USUAL_OVERLAP : body.overlap();
        if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw Problem.invalid("/overlap", "Give an ISO 8601 duration from PT0S to P30D.");
        }
        return NewKeyAnswer.of(keys.rotate(caller.key(), name, overlap));
    }

    @DELETE
    @Path("/{name}")
    @Operation(
            operationId = "revokeKey",
            summary = "Revoke a key",
            description = "At once: the next call with it is answered with 401.")
    @APIResponse(responseCode = "204", description = "Revoked")
    @APIResponse(
            responseCode = "409",
            description = "The key comes from the server's settings, or is the last that can make keys: `key_kept`")
    public void delete(String name) {
        keys.delete(caller.key(), name);
    }

    @Schema(name = "Key")
    record KeyBody(
            @NotNull(message = "Give a name")
            @Pattern(regexp = "[a-z0-9][a-z0-9-]{0,62}", message = "Use up to 63 of a-z, 0-9 and -")
            @Schema(examples = "cms")
            String name,

            @NotEmpty(message = "Name at least one scope") Set<@NotNull(message = "Name a scope") Scope> scopes,

            @Schema(description = "Without it, the key lasts as long as the one that makes it") @Nullable
            Instant expiresAt) {}

    @Schema(name = "KeyRotation")
    record RotateBody(
            @Schema(
                    type = SchemaType.STRING,
                    format = "duration",
                    examples = "PT1H",
                    defaultValue = "PT1H",
                    description = "How long the old key stays good: ISO 8601, at most P30D")
            @Nullable
            Duration overlap) {}

    /// @param previousUntil until then the key from before the last rotation is good too
    @Schema(name = "KeyAnswer")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record KeyAnswer(
            String name,
            List<Scope> scopes,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant previousUntil) {
        static KeyAnswer of(ApiKeys.KeyFacts key) {
            return new KeyAnswer(key.name(), key.scopes(), key.createdAt(), key.expiresAt(), key.previousUntil());
        }
    }

    @Schema(name = "NewKey")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NewKeyAnswer(
            @Schema(description = "Shown this once; keep it", examples = "nb_…")
            String key,

            String name,
            List<Scope> scopes,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant previousUntil) {
        static NewKeyAnswer of(ApiKeys.NewKey made) {
            var key = made.facts();
            return new NewKeyAnswer(
                    made.secret().value(),
                    key.name(),
                    key.scopes(),
                    key.createdAt(),
                    key.expiresAt(),
                    key.previousUntil());
        }
    }
}
