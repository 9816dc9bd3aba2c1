package io.newsbell.topic;

import io.newsbell.app.CallingServer;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/topics")
@Tag(name = "Topics")
@SecurityRequirement(name = "apiKey", scopes = "topics:write")
class TopicResource {
    private final CallingServer caller;
    private final Topics topics;

    TopicResource(CallingServer caller, Topics topics) {
        this.caller = caller;
        this.topics = topics;
    }

    @GET
    @Operation(summary = "List the topics that readers can follow")
    public List<TopicAnswer> list() {
        var app = caller.app();
        return topics.ofApp(app.id()).stream().map(TopicAnswer::of).toList();
    }

    @GET
    @Path("/{slug}")
    @Operation(summary = "Get a topic")
    public TopicAnswer get(String slug) {
        var app = caller.app();
        return topics.find(app.id(), slug)
                .map(TopicAnswer::of)
                .orElseThrow(() ->
                        new Problem(ErrorCode.NOT_FOUND, "There is no topic of this name; GET /v1/topics lists them."));
    }

    @PUT
    @Path("/{slug}")
    @Operation(summary = "Make or change a topic", description = "The next article is matched by the new rule.")
    public TopicAnswer put(
            @Pattern(regexp = "[a-z0-9][a-z0-9-]{0,62}", message = "Use up to 63 of a-z, 0-9 and -") String slug,
            @Valid @NotNull TopicBody body) {
        var app = caller.app();
        return TopicAnswer.of(topics.save(app.id(), slug, body.kind(), body.name(), body.rule(), body.automatic()));
    }

    /// @param rule      Lucene's classic query syntax over the fields text (the default), title, tag, section,
    /// person,
    ///                  place and author
    /// @param automatic whether an article that matches may ring phones without an editor, whatever its urgency
    @Schema(name = "Topic")
    record TopicBody(
            @NotNull(message = "Give the kind") TopicKind kind,

            @NotBlank(message = "Give a name") @Size(max = 200, message = "Use at most 200 characters")
            String name,

            @NotBlank(message = "Give a rule")
            @Size(max = 4_000, message = "Use at most 4,000 characters")
            @Schema(examples = "tag:climate OR \"heat wave\"")
            String rule,

            boolean automatic) {}

    @Schema(name = "TopicAnswer")
    record TopicAnswer(String slug, TopicKind kind, String name, String rule, boolean automatic) {
        static TopicAnswer of(Topic topic) {
            return new TopicAnswer(topic.slug(), topic.kind(), topic.name(), topic.rule(), topic.automatic());
        }
    }
}
