package io.newsbell.merging;

import io.newsbell.app.CallingServer;
import io.newsbell.merging.TopicMerge.State;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/topics/{slug}/merge")
@Tag(name = "Topics")
@SecurityRequirement(name = "apiKey", scopes = "topics:write")
class MergeResource {
    private final CallingServer caller;
    private final TopicMerges merges;

    MergeResource(CallingServer caller, TopicMerges merges) {
        this.caller = caller;
        this.merges = merges;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "mergeTopic",
            summary = "Merge a topic into another one, with its followers",
            description =
                    "From now on the topic is retired, and whoever names it, an old app too, gets the other one. Its followers"
                            + " are moved afterwards, and told all the while: whoever follows both keeps the level, end and"
                            + " mute of the other one, everybody else brings theirs along. The other topic's rule stays as it"
                            + " is; the topics below move along. The answer says where to look for progress. The same call"
                            + " again changes nothing.")
    @APIResponse(
            responseCode = "202",
            description = "Under way",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MergeAnswer.class)))
    public RestResponse<MergeAnswer> merge(
            String slug, @NotNull(message = "Say into which topic") @Valid MergeBody body) {
        var merge = merges.begin(caller.app().id(), slug, body.into(), caller.actor());
        return RestResponse.ResponseBuilder.create(RestResponse.Status.ACCEPTED, MergeAnswer.of(merge))
                .location(URI.create("/v1/topics/" + merge.from() + "/merge"))
                .build();
    }

    @GET
    @Operation(operationId = "getTopicMerge", summary = "Look how far the merge of a topic is")
    @APIResponse(
            responseCode = "200",
            description = "The newest merge of the topic into another one",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MergeAnswer.class)))
    public MergeAnswer get(String slug) {
        return merges.find(caller.app().id(), slug)
                .map(MergeAnswer::of)
                .orElseThrow(() -> new Problem(ErrorCode.NOT_FOUND, "The topic was never merged into another one."));
    }

    @Schema(name = "TopicMergeBody")
    record MergeBody(
            @NotBlank(message = "Say into which topic") @Schema(description = "Its slug", examples = "climate")
            String into) {}

    /// @param followers       of the topic when it began
    /// @param followersOfBoth of these, who followed the other one already
    /// @param followersAfter  of the other one when it is done, by these counts
    /// @param moved           readers who follow the other one since
    /// @param kept            who followed it before and keep what they had there
    @Schema(name = "TopicMergeAnswer")
    record MergeAnswer(
            @Schema(examples = "global-warming") String topic,
            @Schema(examples = "climate") String into,
            State state,
            @Schema(examples = "18230") long followers,
            @Schema(examples = "4100") long followersOfBoth,
            @Schema(examples = "61400") long followersAfter,
            @Schema(examples = "9000") long moved,
            @Schema(examples = "1000") long kept,
            Instant startedAt,
            Optional<Instant> finishedAt) {
        static MergeAnswer of(TopicMerge merge) {
            return new MergeAnswer(
                    merge.from(),
                    merge.into(),
                    merge.state(),
                    merge.before().from(),
                    merge.before().both(),
                    merge.before().after(),
                    merge.moved(),
                    merge.kept(),
                    merge.startedAt(),
                    Optional.ofNullable(merge.finishedAt()));
        }
    }
}
