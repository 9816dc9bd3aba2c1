package io.newsbell.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.newsbell.app.CallingServer;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/articles")
@Tag(name = "Articles")
@SecurityRequirement(name = "apiKey", scopes = "articles:write")
class ArticleResource {
    private final CallingServer caller;
    private final ArticleReader reader;
    private final Articles articles;

    ArticleResource(CallingServer caller, ArticleReader reader, Articles articles) {
        this.caller = caller;
        this.reader = reader;
        this.articles = articles;
    }

    @PUT
    @Path("/{externalId}")
    @Consumes({MediaType.APPLICATION_JSON, "application/ninjs+json", "application/ld+json"})
    @Operation(
            operationId = "putArticle",
            summary = "Publish or edit an article",
            description =
                    "Idempotent: the same content again changes nothing, and an edit never rings phones again. The"
                            + " body is an article in Newsbell's own fields, an IPTC ninjs document as it is, or a schema.org"
                            + " NewsArticle in JSON-LD as it stands in the article's page. After the answer the article is"
                            + " safe; matching and sending follow at once.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ArticleBody.class)))
    @APIResponse(
            responseCode = "202",
            description = "Accepted",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ArticleAnswer.class)))
    public RestResponse<ArticleAnswer> put(
            @Size(max = ArticleReader.MAX_ID, message = "Use at most 512 characters") String externalId,
            @Nullable JsonNode body)
            throws JsonProcessingException {
        var app = caller.app();
        return accepted(articles.accept(app.id(), externalId, reader.read(body).content(), source()));
    }

    @POST
    @Consumes({MediaType.APPLICATION_JSON, "application/ninjs+json", "application/ld+json"})
    @Operation(
            operationId = "postArticle",
            summary = "Publish or edit an article whose id is in the body",
            description =
                    "The same as PUT, for systems that cannot choose the address. The id is `externalId`, in ninjs"
                            + " `uri`, in JSON-LD `identifier`, `@id` or else the article's address; it makes the call"
                            + " idempotent.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ArticleBody.class)))
    @APIResponse(
            responseCode = "202",
            description = "Accepted",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ArticleAnswer.class)))
    public RestResponse<ArticleAnswer> post(@Nullable JsonNode body) throws JsonProcessingException {
        var app = caller.app();
        var read = reader.read(body);
        var externalId = read.externalId()
                .filter(id -> !id.isBlank())
                .orElseThrow(() -> Problem.invalid("/externalId", "Give the newsroom's own id of the article."));
        return accepted(articles.accept(app.id(), externalId, read.content(), source()));
    }

    @GET
    @Path("/{externalId}")
    @Operation(operationId = "getArticle", summary = "Get an article as Newsbell understood it")
    public ArticleAnswer get(String externalId) {
        var app = caller.app();
        return articles.find(app.id(), externalId)
                .map(article -> ArticleAnswer.of(article, null))
                .orElseThrow(() -> new Problem(ErrorCode.NOT_FOUND, "There is no article of this id."));
    }

    @DELETE
    @Path("/{externalId}")
    @Operation(
            operationId = "withdrawArticle",
            summary = "Take an article back",
            description =
                    "At once its alert is stopped, or not made. Phones that got it are told, silently, to take it off the"
                            + " screen, and their inboxes say `withdrawn`. The article is kept, so that what was sent can be"
                            + " explained. Taking it back again changes nothing; PUT brings it back, as an edit that rings"
                            + " nobody.")
    @APIResponse(responseCode = "204", description = "Taken back")
    public void withdraw(String externalId) {
        if (!articles.withdraw(caller.app().id(), externalId)) {
            throw new Problem(ErrorCode.NOT_FOUND, "There is no article of this id.");
        }
    }

    private Source source() {
        return Source.key(caller.keyName());
    }

    private static RestResponse<ArticleAnswer> accepted(Articles.Accepted accepted) {
        return RestResponse.status(
                RestResponse.Status.ACCEPTED, ArticleAnswer.of(accepted.article(), accepted.change()));
    }

    /// @param version   1 for the first publication
    /// @param change    what this call did
    /// @param withdrawn whether it was taken back and not published again
    /// @param content   after cleaning
    @Schema(name = "ArticleAnswer")
    record ArticleAnswer(
            String externalId,
            int version,
            Articles.@Nullable Change change,
            Instant receivedAt,
            Instant changedAt,
            boolean withdrawn,
            ArticleContent content) {
        static ArticleAnswer of(Article article, Articles.@Nullable Change change) {
            return new ArticleAnswer(
                    article.externalId(),
                    article.version(),
                    change,
                    article.receivedAt(),
                    article.changedAt(),
                    article.isWithdrawn(),
                    article.content());
        }
    }
}
