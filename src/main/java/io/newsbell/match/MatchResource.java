package io.newsbell.match;

import io.newsbell.app.CallingServer;
import io.newsbell.ingest.Article;
import io.newsbell.ingest.Articles;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import io.newsbell.topic.Topic;
import io.newsbell.topic.Topics;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/articles/{externalId}/matches")
@Tag(name = "Articles")
@SecurityRequirement(name = "apiKey", scopes = "articles:write")
class MatchResource {
    /// Of those that do not match. Somebody who looks for one of more asks for it.
    private static final int MOST_OTHERS = 100;

    private final CallingServer caller;
    private final Articles articles;
    private final Topics topics;
    private final Matcher matcher;
    private final Matches matches;

    MatchResource(CallingServer caller, Articles articles, Topics topics, Matcher matcher, Matches matches) {
        this.caller = caller;
        this.articles = articles;
        this.topics = topics;
        this.matcher = matcher;
        this.matches = matches;
    }

    @GET
    @SecurityRequirement(name = "apiKey", scopes = "articles:write")
    @SecurityRequirement(name = "apiKey", scopes = "ops:read")
    @Operation(
            operationId = "explainMatches",
            summary = "Explain which topics an article belongs to, and which not",
            description = "By the article and the rules as they are now. The topics that match come first, readers'"
                    + " keywords among them; then those of the catalogue that do not, at most 100, the nearest first.")
    public List<MatchAnswer> explain(
            String externalId,
            @QueryParam("topic")
                    @Size(max = 20, message = "Ask for at most 20")
                    @Schema(
                            description = "Only these, by their slugs: `kochi-metro`, `keyword:heat wave`; also such as"
                                    + " would not be listed",
                            examples = "kochi-metro")
                    List<@Size(max = 100, message = "Use at most 100 characters") String> asked) {
        var app = caller.app();
        Article article = articles.find(app.id(), externalId)
                .orElseThrow(() -> new Problem(ErrorCode.NOT_FOUND, "There is no article of this id."));
        var words = new ArticleWords(article.content());
        if (!asked.isEmpty()) {
            return asked.stream()
                    .distinct()
                    .map(slug -> topics.find(app.id(), slug)
                            .orElseThrow(() -> Problem.invalid(
                                    "/topic", "There is no topic \"%s\", or it is retired.".formatted(slug))))
                    .map(topic -> MatchAnswer.of(topic, Matcher.explain(topic, words, article)))
                    .toList();
        }
        matcher.prepare(article);
        var found = Stream.concat(matcher.match(article).stream(), matches.followedStory(article).stream())
                .toList();
        var matching = found.stream().map(match -> match.topic().id()).collect(Collectors.toSet());
        var others = topics.catalogue(app.id()).stream()
                .filter(topic -> !matching.contains(topic.id()))
                .map(topic -> MatchAnswer.of(topic, Matcher.explain(topic, words, article)))
                .sorted(Comparator.comparingInt(
                        (MatchAnswer answer) -> -answer.found().size()))
                .limit(MOST_OTHERS);
        return Stream.concat(found.stream().map(MatchAnswer::of), others).toList();
    }

    @Schema(name = "MatchAnswer")
    record MatchAnswer(
            @Schema(description = "Its slug", examples = "kochi-metro")
            String topic,

            boolean matches,

            @Schema(
                    description =
                            "How much the article is about it, from 0 to 1: what the newsroom names as tag, section,"
                                    + " person, place or author is worth 0.60 by itself, the headline 0.50, the summary 0.37, the"
                                    + " first 60 words 0.38, one mention further down 0.13, three 0.24; together they make more",
                    examples = "0.71")
            double score,

            @Schema(description = "What the topic asks for", examples = "0.2")
            double threshold,

            @Schema(description = "Whether that is reached. If not, it is only mentioned, and nobody is alerted for it")
            boolean about,

            List<TopicMatch.Evidence> evidence,

            @Schema(description = "If it does not match: the parts of the rule that the article lacks")
            List<String> missing,

            @Schema(description = "and those that it has, but that are not enough")
            List<String> found,

            @Schema(description = "and those that it has and must not have")
            List<String> forbidden) {
        private static final double HUNDRED = 100;

        static MatchAnswer of(TopicMatch match) {
            return new MatchAnswer(
                    match.topic().slug(),
                    true,
                    Math.round(match.score() * HUNDRED) / HUNDRED,
                    match.topic().rules().threshold(),
                    match.about(),
                    match.evidence(),
                    List.of(),
                    List.of(),
                    List.of());
        }

        static MatchAnswer of(Topic topic, Explanation explanation) {
            return switch (explanation) {
                case Explanation.Matched(var match) -> of(match);
                case Explanation.NotMatched(var missing, var found, var forbidden) ->
                    new MatchAnswer(
                            topic.slug(),
                            false,
                            0,
                            topic.rules().threshold(),
                            false,
                            List.of(),
                            missing,
                            found,
                            forbidden);
            };
        }
    }
}
