package io.newsbell.match;

import io.newsbell.app.CallingServer;
import io.newsbell.ingest.Article;
import io.newsbell.ingest.Articles;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import io.newsbell.topic.Topics;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/articles/{externalId}/matches")
@Tag(name = "Articles")
@SecurityRequirement(name = "apiKey", scopes = "articles:write")
class MatchResource {
    private final CallingServer caller;
    private final Articles articles;
    private final Topics topics;
    private final Matches matches;

    MatchResource(CallingServer caller, Articles articles, Topics topics, Matches matches) {
        this.caller = caller;
        this.articles = articles;
        this.topics = topics;
        this.matches = matches;
    }

    @GET
    @SecurityRequirement(name = "apiKey", scopes = "articles:write")
    @SecurityRequirement(name = "apiKey", scopes = "ops:read")
    @Operation(
            operationId = "explainMatches",
            summary = "Explain which topics an article belongs to, and which not",
            description = "By the article and the rules as they are now.")
    public List<MatchAnswer> explain(String externalId) {
        var app = caller.app();
        Article article = articles.find(app.id(), externalId)
                .orElseThrow(() -> new Problem(ErrorCode.NOT_FOUND, "There is no article of this id."));
        var byStory = matches.followedStory(article)
                .map(match -> MatchAnswer.of(match.topic().slug(), new Explanation.Matched(match)));
        var byWords = topics.ofApp(app.id()).stream()
                .map(topic -> MatchAnswer.of(topic.slug(), matches.explain(article, topic)));
        return Stream.concat(byWords, byStory.stream()).toList();
    }

    /// @param missing the words of the rule that a topic which does not match would need
    @Schema(name = "MatchAnswer")
    record MatchAnswer(
            String topic, boolean matches, double score, List<TopicMatch.Evidence> evidence, List<String> missing) {
        static MatchAnswer of(String topic, Explanation explanation) {
            return switch (explanation) {
                case Explanation.Matched(var match) ->
                    new MatchAnswer(topic, true, match.score(), match.evidence(), List.of());
                case Explanation.NotMatched(var missing, var found) ->
                    new MatchAnswer(topic, false, 0, List.of(), missing);
            };
        }
    }
}
