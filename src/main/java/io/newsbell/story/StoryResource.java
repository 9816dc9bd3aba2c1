package io.newsbell.story;

import io.newsbell.app.CallingServer;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/stories")
@Tag(name = "Stories")
@SecurityRequirement(name = "apiKey", scopes = "articles:write")
class StoryResource {
    private static final int MOST_AT_ONCE = 500;

    private final CallingServer caller;
    private final StoryDesk desk;

    StoryResource(CallingServer caller, StoryDesk desk) {
        this.caller = caller;
        this.desk = desk;
    }

    @GET
    @SecurityRequirement(name = "apiKey", scopes = "articles:write")
    @SecurityRequirement(name = "apiKey", scopes = "ops:read")
    @Operation(
            operationId = "listStories",
            summary = "List stories",
            description = "The one with the newest article first. An article that is like no other is a story, too.")
    public StoryPage list(
            @QueryParam("cursor") @Nullable @Parameter(description = "The nextCursor of the page before") String cursor,
            @QueryParam("limit")
                    @DefaultValue("50")
                    @Min(value = 1, message = "Use 1 to 100")
                    @Max(value = 100, message = "Use 1 to 100")
                    int limit) {
        var found = desk.list(caller.app().id(), Optional.ofNullable(cursor).map(StoryCursor::read), limit + 1);
        var page = found.subList(0, Math.min(limit, found.size()));
        return new StoryPage(
                page.stream().map(StorySummary::of).toList(),
                found.size() > limit
                        ? Optional.of(StoryCursor.after(page.getLast()).text())
                        : Optional.empty());
    }

    @GET
    @SecurityRequirement(name = "apiKey", scopes = "articles:write")
    @SecurityRequirement(name = "apiKey", scopes = "ops:read")
    @Path("/{storyId}")
    @Operation(
            operationId = "getStory",
            summary = "Get a story's articles, and why each of them belongs to it",
            description =
                    "The newest 500, newest first. The id of a story that was joined into another answers that one.")
    public StoryAnswer get(long storyId) {
        return StoryAnswer.of(desk.find(caller.app().id(), storyId));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/{storyId}/join")
    @Operation(
            operationId = "joinStories",
            summary = "Join another story into this one",
            description =
                    "For good. Its articles, alerts, followers and mutes move here, so that who was told about either was"
                            + " told about the story; its id answers this story from now on.")
    public StoryAnswer join(long storyId, @Valid @NotNull StoryJoin body) {
        return StoryAnswer.of(desk.join(caller.app().id(), storyId, body.storyId(), caller.actor()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/{storyId}/split")
    @Operation(
            operationId = "splitStory",
            summary = "Take articles out of a story into a new one",
            description =
                    "For good: no edit brings them back. Alerts about them go with them. Followers and mutes stay with the"
                            + " story. Answers the new one.")
    public StoryAnswer split(long storyId, @Valid @NotNull StorySplit body) {
        return StoryAnswer.of(desk.split(caller.app().id(), storyId, body.articles(), caller.actor()));
    }

    /// @param storyId of the one that is given up
    @Schema(name = "StoryJoin")
    record StoryJoin(
            @NotNull(message = "Give the storyId of the other story")
            Long storyId) {}

    @Schema(name = "StorySplit")
    record StorySplit(
            @NotNull(message = "Name the articles to take out")
            @Size(min = 1, max = MOST_AT_ONCE, message = "Name 1 to 500 articles")
            @Schema(
                    description = "Their externalIds; at least one article must stay",
                    examples = "[\"heat-wave-mumbai\"]")
            List<@NotNull(message = "Give an externalId") String> articles) {}

    /// @param nextCursor absent on the last page
    @Schema(name = "StoryPage")
    record StoryPage(List<StorySummary> stories, Optional<String> nextCursor) {}

    /// @param headline     of the newest article
    /// @param articleCount how many it has
    /// @param newestAt     when its newest article arrived
    @Schema(name = "StorySummary")
    record StorySummary(long storyId, @Nullable String headline, int articleCount, Instant newestAt) {
        static StorySummary of(StoryDeskSql.Listed listed) {
            return new StorySummary(listed.storyId(), listed.headline(), listed.articles(), listed.newestAt());
        }
    }

    @Schema(name = "StoryAnswer")
    record StoryAnswer(
            long storyId, @Nullable String headline, int articleCount, Instant newestAt, List<StoryArticle> articles) {
        static StoryAnswer of(StoryDesk.Told told) {
            var story = told.story();
            return new StoryAnswer(
                    story.storyId(),
                    story.headline(),
                    story.articles(),
                    story.newestAt(),
                    told.members().stream().map(StoryArticle::of).toList());
        }
    }

    /// @param decidedBy   whether its words or the newsroom put it here
    /// @param mostLike    the externalId of the article that brought it here; absent if it began the story
    /// @param similarity  to that article: 1 for the same words
    /// @param sharedWords names and numbers that both have and few others
    @Schema(name = "StoryArticle")
    record StoryArticle(
            String externalId,
            String headline,
            Instant arrivedAt,
            DecidedBy decidedBy,
            @Schema(examples = "heat-wave-mumbai") @Nullable String mostLike,
            @Schema(examples = "0.62") @Nullable Double similarity,
            @Schema(examples = "[\"Mumbai\", \"Sharma\"]") List<String> sharedWords) {
        static StoryArticle of(StoryDeskSql.Member member) {
            return new StoryArticle(
                    member.externalId(),
                    member.headline(),
                    member.arrivedAt(),
                    member.decidedBy(),
                    member.near(),
                    member.similarity(),
                    member.words());
        }
    }
}
