package io.newsbell.topic;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.newsbell.app.Apps;
import io.newsbell.app.CallingServer;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import io.newsbell.topic.Catalogue.Question;
import io.newsbell.topic.Catalogue.Sort;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
    private static final int LONGEST_NAME = 200;

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
            description = "For everyone, without a credential; the answer may be cached and shared.")
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
        return PublicAnswer.of(
                request, catalogue.find(appId(app), slug, languages(locale)).orElseThrow(TopicResource::unknown));
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
        topics.save(caller.app().id(), slug, draft);
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
        if (!topics.retire(caller.app().id(), slug)) {
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
        return new Added(starter.add(caller.app().id()));
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

    /// @param automatic whether an article that matches may ring phones without an editor, whatever its
    ///                  urgency
    @Schema(name = "Topic")
    record TopicBody(
            @NotNull(message = "Give the kind") TopicKind kind,

            @NotBlank(message = "Give a name") @Size(max = LONGEST_NAME, message = "Use at most 200 characters")
            String name,

            @Size(max = 50, message = "Use at most 50 languages")
            @Schema(description = "The name in further languages, by BCP 47 tag", examples = "{\"hi\": \"जलवायु\"}")
            @Nullable
            Map<String, String> names,

            @Schema(description = "The slug of the topic that it is part of", examples = "weather") @Nullable
            String parent,

            @Size(max = Rules.LONGEST, message = "Use at most 4,000 characters")
            @Schema(
                    description =
                            "Which articles of any language belong to it, in Lucene's classic query syntax over the"
                                    + " fields text (the default), title (headline and summary), tag, section, person,"
                                    + " place and author. Words in quotes are found as they stand, but for possessives,"
                                    + " plurals and cases; a single word without quotes by its stem; in a person, place,"
                                    + " team or author all as they stand. May be left out if there are `rules`",
                    examples = "tag:climate OR \"heat wave\"")
            @Nullable
            String rule,

            @Size(max = 50, message = "Use at most 50 languages")
            @Schema(
                    description =
                            "Further rules for articles in one language, by its two- or three-letter code: such an"
                                    + " article belongs to the topic by this rule or by `rule`",
                    examples = "{\"hi\": \"\\\"लू\\\" OR \\\"गर्मी की लहर\\\"\"}")
            @Nullable
            Map<String, String> rules,

            @DecimalMin(value = "0", message = "Use 0 to 1")
            @DecimalMax(value = "1", message = "Use 0 to 1")
            @Schema(
                    description =
                            "How much an article must be about it to ring phones: 0 for every mention, 1 for hardly any"
                                    + " article. Left out it is 0.2: the newsroom names it (tag, section, person, place,"
                                    + " author), or the headline, the summary or the first 60 words do, or there are three"
                                    + " mentions",
                    examples = "0.2")
            @Nullable
            Double threshold,

            boolean automatic) {

        Topics.Draft draft() {
            if (kind.isMadeByReaders()) {
                throw Problem.invalid("/kind", "Use another kind: readers make keyword and story by following.");
            }
            var tagged = (names == null ? Map.<String, String>of() : names)
                    .entrySet().stream()
                            .collect(Collectors.toMap(
                                    entry -> tag(entry.getKey()),
                                    entry -> checked(entry.getKey(), entry.getValue()),
                                    (first, second) -> second));
            return new Topics.Draft(kind, name, tagged, parent, everyRule(), automatic);
        }

        private Rules everyRule() {
            var any = rule == null ? "" : rule;
            var byLanguage = rules == null ? Map.<String, String>of() : rules;
            return Rules.checked(any, byLanguage, threshold == null ? Rules.ABOUT : threshold);
        }

        private static String tag(String key) {
            return LanguageTag.of(key)
                    .orElseThrow(() -> Problem.invalid(
                            pointer("/names/", key), "Name the language by a BCP 47 tag such as pt-BR."));
        }

        private static String checked(String key, @Nullable String name) {
            if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
                throw Problem.invalid(pointer("/names/", key), "Give a name of at most 200 characters.");
            }
            return name;
        }

        private static String pointer(String field, String key) {
            return field + key.replace("~", "~0").replace("/", "~1");
        }
    }

    @Schema(name = "TopicAnswer")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TopicAnswer(
            String slug,
            TopicKind kind,
            String name,
            Map<String, String> names,
            @Nullable String parent,
            String rule,
            Map<String, String> rules,
            double threshold,
            boolean automatic) {
        static TopicAnswer of(String slug, Topics.Draft draft) {
            return new TopicAnswer(
                    slug,
                    draft.kind(),
                    draft.name(),
                    draft.names(),
                    draft.parent(),
                    draft.rules().any(),
                    draft.rules().byLanguage(),
                    draft.rules().threshold(),
                    draft.automatic());
        }
    }
}
