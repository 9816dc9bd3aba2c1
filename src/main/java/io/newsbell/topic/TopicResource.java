package io.newsbell.topic;

import io.newsbell.app.Apps;
import io.newsbell.app.CallingServer;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import io.newsbell.topic.Catalogue.Question;
import io.newsbell.topic.Catalogue.Sort;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/topics")
@Tag(name = "Topics")
class TopicResource {
    private static final String NO_APP = "Give the app's slug as ?app=…";
    private static final String LIMIT_MESSAGE = "Use 1 to 200";

    private final CallingServer caller;
    private final Apps apps;
    private final Topics topics;
    private final Catalogue catalogue;
    private final Starter starter;

    TopicResource(CallingServer caller, Apps apps, Topics topics, Catalogue catalogue, Starter starter) {
        this.caller = caller;
        this.apps = apps;
        this.topics = topics;
        this.catalogue = catalogue;
        this.starter = starter;
    }

    @GET
    @Operation(
            operationId = "findTopics",
            summary = "Find topics to follow",
            description =
                    "For everyone, without a credential; the answer may be cached and shared. Readers' own keywords,"
                            + " stories and what was retired are not listed.")
    @APIResponse(
            responseCode = "200",
            description = "A page of the catalogue",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Catalogue.Page.class)))
    @APIResponse(responseCode = "304", description = "Nothing has changed since the answer with that ETag")
    public Response list(
            @QueryParam("app") @NotBlank(message = NO_APP) @Schema(examples = "demo") String app,
            @QueryParam("q")
                    @Size(max = 100, message = "Use at most 100 characters")
                    @Schema(
                            description = "What the reader has typed so far: each word must begin a word of the name in"
                                    + " any language; case and accents do not count",
                            examples = "koch")
                    @Nullable
                    String q,
            @QueryParam("kind")
                    @Schema(description = "section, tag, person, place, team or author", examples = "team")
                    @Nullable
                    String kind,
            @QueryParam("locale")
                    @Size(max = 100, message = "Use at most 100 characters")
                    @Schema(description = "The language of the names, as a BCP 47 tag", examples = "pt-BR")
                    @Nullable
                    String locale,
            @QueryParam("parent")
                    @Schema(description = "Only what is directly part of this topic", examples = "kochi")
                    @Nullable
                    String parent,
            @QueryParam("sort")
                    @DefaultValue("popular")
                    @Pattern(regexp = "popular|name", message = "Use popular or name")
                    String sort,
            @QueryParam("cursor") @Schema(description = "From `next` of the page before") @Nullable String cursor,
            @QueryParam("limit")
                    @DefaultValue("50")
                    @Min(value = 1, message = LIMIT_MESSAGE)
                    @Max(value = 200, message = LIMIT_MESSAGE)
                    int limit,
            @Context Request request) {
        var typed = Optional.ofNullable(q).filter(text -> !text.isBlank());
        var words = typed.flatMap(SearchWords::query);
        var question = new Question(
                words,
                Optional.ofNullable(kind).map(TopicResource::kind),
                Optional.ofNullable(parent),
                languages(locale),
                sort.equals("name") ? Sort.NAME : Sort.POPULAR);
        var appId = appId(app);
        return PublicAnswer.of(
                request,
                typed.isPresent() && words.isEmpty()
                        ? new Catalogue.Page(List.of(), null)
                        : catalogue.list(appId, question, Optional.ofNullable(cursor), limit));
    }

    @GET
    @Path("/{slug}")
    @Operation(
            operationId = "getTopic",
            summary = "Get a topic",
            description =
                    "For everyone, without a credential; the answer may be cached and shared. Of a topic that was merged"
                            + " into another one the other one is answered, under its own slug.")
    @APIResponse(
            responseCode = "200",
            description = "The topic",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Catalogue.Entry.class)))
    @APIResponse(responseCode = "304", description = "Nothing has changed since the answer with that ETag")
    public Response get(
            String slug,
            @QueryParam("app") @NotBlank(message = NO_APP) @Schema(examples = "demo") String app,
            @QueryParam("locale")
                    @Size(max = 100, message = "Use at most 100 characters")
                    @Schema(description = "The language of the name, as a BCP 47 tag", examples = "pt-BR")
                    @Nullable
                    String locale,
            @Context Request request) {
        return PublicAnswer.of(request, find(appId(app), slug, languages(locale)));
    }

    @GET
    @Path("/{slug}/rule")
    @SecurityRequirement(name = "apiKey", scopes = "topics:write")
    @Operation(
            operationId = "getTopicDraft",
            summary = "Get a topic as the newsroom wrote it",
            description = "With its rule and all its names: what PUT takes.")
    public TopicAnswer rule(String slug) {
        return catalogue
                .draft(caller.app().id(), slug)
                .map(draft -> TopicAnswer.of(slug, draft))
                .orElseThrow(TopicResource::unknown);
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/{slug}")
    @SecurityRequirement(name = "apiKey", scopes = "topics:write")
    @Operation(
            operationId = "putTopic",
            summary = "Make or change a topic",
            description = "The next article is matched by the new rule. One that was retired can be followed again.")
    public TopicAnswer put(
            @Pattern(regexp = Topics.SLUG, message = Topics.SLUG_MESSAGE) String slug, @Valid @NotNull TopicBody body) {
        var draft = body.draft();
        topics.save(caller.app().id(), slug, draft, caller.actor());
        return TopicAnswer.of(slug, draft);
    }

    @DELETE
    @Path("/{slug}")
    @SecurityRequirement(name = "apiKey", scopes = "topics:write")
    @Operation(
            operationId = "retireTopic",
            summary = "Retire a topic",
            description = "It can be neither followed nor matched any more. Readers who follow it are told so: it is"
                    + " among the `dropped` of their lists, for 30 days. PUT brings it back.")
    @APIResponse(responseCode = "204", description = "Retired")
    public void retire(String slug) {
        if (!topics.retire(caller.app().id(), slug, caller.actor())) {
            throw unknown();
        }
    }

    @POST
    @Path("/starter")
    @SecurityRequirement(name = "apiKey", scopes = "topics:write")
    @Operation(
            operationId = "addStarterTopics",
            summary = "Add a small catalogue to begin with",
            description =
                    "Sixteen sections with names in nine languages, matched by an article's section or tags. Adds what"
                            + " is missing and changes nothing that exists; what was retired stays so.")
    public Added starter() {
        return new Added(starter.add(caller.app().id(), caller.actor()));
    }

    /// One that was merged means the other one.
    private Catalogue.Entry find(long appId, String slug, List<String> languages) {
        return catalogue
                .find(appId, slug, languages)
                .or(() -> topics.meant(appId, slug).flatMap(meant -> catalogue.find(appId, meant.slug(), languages)))
                .orElseThrow(TopicResource::unknown);
    }

    private long appId(String slug) {
        return apps.bySlug(slug)
                .orElseThrow(() -> Problem.invalid("/app", "There is no app of this name."))
                .id();
    }

    private static TopicKind kind(String text) {
        return Stream.of(TopicKind.values())
                .filter(kind -> !kind.isMadeByReaders()
                        && kind.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> Problem.invalid("/kind", "Use section, tag, person, place, team or author."));
    }

    private static List<String> languages(@Nullable String locale) {
        return locale == null
                ? List.of()
                : LanguageTag.of(locale)
                        .map(LanguageTag::lookup)
                        .orElseThrow(() -> Problem.invalid("/locale", "Give a BCP 47 tag such as pt-BR."));
    }

    private static Problem unknown() {
        return new Problem(ErrorCode.NOT_FOUND, "There is no topic of this name; GET /v1/topics lists them.");
    }

    /// @param slugs of the topics that were missing
    @Schema(name = "StarterAnswer")
    record Added(List<String> slugs) {}
}
