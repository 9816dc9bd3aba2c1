package io.newsbell.app;

import io.newsbell.problem.EntityTag;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// Whoever may say which topics ring by themselves (topics:write) may say how carefully.
@Path("/v1/policy")
@Tag(name = "Policy")
@SecurityRequirement(name = "apiKey", scopes = "topics:write")
class PolicyResource {
    private static final String READ_FIRST =
            "GET the policy, change it, and PUT it with If-Match and the ETag of that answer.";

    private final CallingServer caller;
    private final Policies policies;

    PolicyResource(CallingServer caller, Policies policies) {
        this.caller = caller;
        this.policies = policies;
    }

    @GET
    @SecurityRequirement(name = "apiKey", scopes = "topics:write")
    @SecurityRequirement(name = "apiKey", scopes = "alerts:send")
    @SecurityRequirement(name = "apiKey", scopes = "ops:read")
    @Operation(
            operationId = "getPolicy",
            summary = "Get what may ring phones without an editor",
            description = "With the usual value wherever the app has set none.")
    @APIResponse(
            responseCode = "200",
            description = "The policy that holds",
            headers =
                    @Header(
                            name = "ETag",
                            description = "For If-Match",
                            schema = @Schema(type = SchemaType.STRING, examples = "\"3\"")),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PolicyBody.class)))
    public RestResponse<PolicyBody> get() {
        return answer(policies.find(caller.app().id()));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Operation(
            operationId = "putPolicy",
            summary = "Set what may ring phones without an editor",
            description =
                    "Replaces all of it: what is left out is as usual from now on. It holds for the next article.")
    @APIResponse(
            responseCode = "200",
            description = "Set; the ETag is the new one",
            headers =
                    @Header(
                            name = "ETag",
                            description = "For the next If-Match",
                            schema = @Schema(type = SchemaType.STRING, examples = "\"4\"")),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PolicyBody.class)))
    @APIResponse(responseCode = "412", description = "It was changed since it was read: `precondition_failed`")
    @APIResponse(responseCode = "428", description = "If-Match is missing: `precondition_required`")
    public RestResponse<PolicyBody> put(
            @HeaderParam(HttpHeaders.IF_MATCH)
                    @Parameter(
                            description = "The ETag of the policy that is to be changed; * is refused",
                            required = true,
                            example = "\"3\"")
                    @Nullable
                    String ifMatch,
            @Valid @NotNull PolicyBody body) {
        var app = caller.app().id();
        if (!policies.put(app, EntityTag.version(ifMatch, READ_FIRST), body, caller.actor())) {
            throw new Problem(ErrorCode.PRECONDITION_FAILED, READ_FIRST);
        }
        return answer(policies.find(app));
    }

    private static RestResponse<PolicyBody> answer(Policies.Versioned policy) {
        return RestResponse.ResponseBuilder.ok(PolicyBody.of(policy.policy()))
                .header(HttpHeaders.ETAG, EntityTag.of(policy.version()))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .build();
    }
}
