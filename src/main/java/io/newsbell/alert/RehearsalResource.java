package io.newsbell.alert;

import io.newsbell.app.CallingServer;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import io.newsbell.topic.Rules;
import io.newsbell.topic.Topic;
import io.newsbell.topic.TopicKind;
import io.newsbell.topic.Topics;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/topics/{slug}/rehearsal")
@Tag(name = "Topics")
@SecurityRequirement(name = "apiKey", scopes = "topics:write")
class RehearsalResource {
    private final CallingServer caller;
    private final Topics topics;
    private final Rehearsals rehearsals;

    RehearsalResource(CallingServer caller, Topics topics, Rehearsals rehearsals) {
        this.caller = caller;
        this.topics = topics;
        this.rehearsals = rehearsals;
    }

    @POST
    @Operation(
            operationId = "rehearseTopic",
            summary = "See what a changed rule would have sent",
            description =
                    "Holds the rule against all articles of the last 30 days, as they are now, by the app's alert policy at the"
                            + " time when each came, and compares it with the topic's present rule. Changes nothing and"
                            + " sends nothing. What is left out of the body stays as the topic has it; a topic that does"
                            + " not exist yet needs a kind and a rule. The answer says where to look for progress and"
                            + " result; they are kept for a week.")
    @APIResponse(
            responseCode = "202",
            description = "Under way",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RehearsalAnswer.class)))
    public RestResponse<RehearsalAnswer> rehearse(
            @Pattern(regexp = Topics.SLUG, message = Topics.SLUG_MESSAGE) String slug,
            @NotNull(message = "Give a rule") @Valid RehearsalBody body) {
        var begun = rehearsals.begin(
                body.over(caller.app().id(), slug, topics.find(caller.app().id(), slug)));
        return RestResponse.ResponseBuilder.create(RestResponse.Status.ACCEPTED, RehearsalAnswer.of(begun))
                .location(URI.create("/v1/topics/" + slug + "/rehearsal/" + begun.id()))
                .build();
    }

    @GET
    @Path("/{rehearsalId}")
    @Operation(operationId = "getRehearsal", summary = "Look how far a rehearsal is, and what came out")
    @APIResponse(
            responseCode = "200",
            description = "The rehearsal",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RehearsalAnswer.class)))
    public RehearsalAnswer get(String slug, UUID rehearsalId) {
        return rehearsals
                .find(caller.app().id(), rehearsalId)
                .filter(found -> found.tried().slug().equals(slug))
                .map(RehearsalAnswer::of)
                .orElseThrow(() -> new Problem(
                        ErrorCode.NOT_FOUND, "There is no rehearsal of this id, or it is older than a week."));
    }

    @Schema(name = "Rehearsal")
    record RehearsalBody(
            @Nullable TopicKind kind,

            @Size(max = 4_000, message = "Use at most 4,000 characters") @Nullable
            String rule,

            @Schema(examples = "{\"hi\": \"लू\"}") @Nullable Map<String, String> rules,

            @DecimalMin(value = "0", message = "Use 0 to 1") @DecimalMax(value = "1", message = "Use 0 to 1") @Nullable
            Double threshold,

            @Nullable Boolean automatic) {

        Topic over(long appId, String slug, Optional<Topic> present) {
            var kindThen = kind == null ? present.map(Topic::kind) : Optional.of(kind);
            var before = present.map(Topic::rules);
            var any = rule == null ? before.map(Rules::any).orElse("") : rule;
            var byLanguage = rules == null ? before.map(Rules::byLanguage).orElse(Map.of()) : rules;
            return new Topic(
                    0,
                    appId,
                    slug,
                    kindThen.orElseThrow(() -> new Problem(
                            ErrorCode.NOT_FOUND,
                            "There is no topic of this name. To rehearse a new one, give its kind too.")),
                    slug,
                    Rules.checked(
                            any,
                            byLanguage,
                            threshold == null ? before.map(Rules::threshold).orElse(Rules.ABOUT) : threshold),
                    automatic == null ? present.map(Topic::automatic).orElse(false) : automatic);
        }
    }

    @Schema(name = "RehearsalAnswer")
    record RehearsalAnswer(
            UUID rehearsalId,
            String topic,
            Rehearsal.State state,

            @Schema(description = "Articles that have been read", examples = "4200")
            long read,

            @Schema(description = "Articles of the last 30 days", examples = "14400")
            long articles,

            Instant startedAt,

            @Schema(description = "When it is done") Rehearsal.@Nullable Result result) {
        static RehearsalAnswer of(Rehearsal rehearsal) {
            return new RehearsalAnswer(
                    rehearsal.id(),
                    rehearsal.tried().slug(),
                    rehearsal.state(),
                    rehearsal.read(),
                    rehearsal.articles(),
                    rehearsal.startedAt(),
                    rehearsal.result());
        }
    }
}
