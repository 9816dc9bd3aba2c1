package io.newsbell.feed;

import io.newsbell.app.CallingServer;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/feeds")
@Tag(name = "Feeds")
@SecurityRequirement(name = "apiKey", scopes = "articles:write")
class FeedResource {
    private static final String ID = "[a-z0-9][a-z0-9-]{0,62}";
    private static final String ID_MESSAGE = "Use up to 63 of a-z, 0-9 and -";

    private final CallingServer caller;
    private final Feeds feeds;

    FeedResource(CallingServer caller, Feeds feeds) {
        this.caller = caller;
        this.feeds = feeds;
    }

    @GET
    @Operation(
            operationId = "listFeeds",
            summary = "List the feeds and how they are",
            description = "What is wrong with a feed is in its `error`, with what to do.")
    @APIResponse(responseCode = "200", description = "All feeds of the app, by id")
    public List<FeedAnswer> list() {
        return feeds.ofApp(caller.app().id()).stream().map(FeedAnswer::of).toList();
    }

    @GET
    @Path("/{feedId}")
    @Operation(
            operationId = "getFeed",
            summary = "Get a feed, with the items that could not be taken",
            description = "`refused` has up to 50 items of the newest document, each with the reason.")
    @APIResponse(responseCode = "200", description = "The feed")
    public FeedDetails get(String feedId) {
        return FeedDetails.of(feeds.find(caller.app().id(), feedId));
    }

    @PUT
    @Path("/{feedId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putFeed",
            summary = "Add or change a feed",
            description = "RSS, Atom or JSON Feed. It is polled at once, then every minute to every hour, by how often"
                    + " it changes. What is in it at the first poll becomes articles that ring nobody; what is new in it"
                    + " later is news. PUT also brings back a feed that was gone. At another url it begins anew.")
    @APIResponse(responseCode = "200", description = "The feed as it is stored")
    public FeedAnswer put(@Pattern(regexp = ID, message = ID_MESSAGE) String feedId, @Valid @NotNull FeedBody body) {
        return FeedAnswer.of(feeds.save(
                caller.app().id(), feedId, body.url().strip(), body.defaults(), body.isEnabled(), caller.actor()));
    }

    @DELETE
    @Path("/{feedId}")
    @Operation(
            operationId = "deleteFeed",
            summary = "Remove a feed",
            description = "Its articles stay. A poll that is on its way may still bring some.")
    @APIResponse(responseCode = "204", description = "Removed")
    public void delete(String feedId) {
        feeds.delete(caller.app().id(), feedId, caller.actor());
    }

    @POST
    @Path("/{feedId}/poll")
    @Operation(
            operationId = "pollFeed",
            summary = "Poll a feed now",
            description = "Within a second or two; GET tells what came of it. Also tries a feed again that was gone.")
    @APIResponse(
            responseCode = "202",
            description = "It is due now",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = FeedAnswer.class)))
    @APIResponse(responseCode = "409", description = "The feed is disabled: `feed_disabled`")
    public RestResponse<FeedAnswer> poll(String feedId) {
        return RestResponse.status(
                RestResponse.Status.ACCEPTED,
                FeedAnswer.of(feeds.pollNow(caller.app().id(), feedId)));
    }

    @Schema(name = "Feed")
    record FeedBody(
            @NotBlank(message = "Give the address of the feed")
            @Size(max = 2_048, message = "Use at most 2,048 characters")
            @Schema(examples = "https://example.com/feed.xml")
            String url,

            @Size(max = 200, message = "Use at most 200 characters")
            @Schema(description = "The section of all articles of this feed")
            @Nullable
            String section,

            @Size(max = 20, message = "Give at most 20")
            @Schema(description = "Further tags of all articles of this feed")
            @Nullable
            List<
                            @NotBlank(message = "Leave empty tags out")
                            @Size(max = 200, message = "Use at most 200 characters") String>
                    tags,

            @Pattern(
                    regexp = "[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}",
                    message = "Give a BCP 47 tag such as en or mr-IN")
            @Schema(description = "Of articles where neither the item nor the feed says one", defaultValue = "en")
            @Nullable
            String language,

            @Schema(description = "Whether it is polled", defaultValue = "true") @Nullable
            Boolean enabled) {
        Feed.Defaults defaults() {
            return new Feed.Defaults(
                    section, tags == null ? List.of() : tags, Objects.requireNonNullElse(language, "en"));
        }

        boolean isEnabled() {
            return Objects.requireNonNullElse(enabled, true);
        }
    }

    /// @param movedTo         where its server says it is from now on
    /// @param nextPollAt      absent if it is not polled
    /// @param pushedUntil     if a hub (WebSub) pushes it; it is polled besides
    /// @param intervalSeconds now; it adapts to how often something changes
    /// @param itemsSeen       items that were new or changed, since the feed was made
    /// @param itemsAccepted   of these, those that made or edited an article
    /// @param itemsRefused    items of the newest document that could not be taken, as far as they are listed
    /// @param error           what is wrong since the last success
    @Schema(name = "FeedAnswer")
    record FeedAnswer(
            String feedId,

            @Schema(examples = "https://example.com/feed.xml")
            String url,

            @Nullable String movedTo,
            @Nullable String section,
            List<String> tags,
            String language,
            Feed.State state,
            @Nullable Instant lastPollAt,
            @Nullable Instant lastSuccessAt,
            @Nullable Instant nextPollAt,
            @Nullable Instant pushedUntil,
            long intervalSeconds,
            long itemsSeen,
            long itemsAccepted,
            int itemsRefused,
            @Nullable FeedError error) {
        static FeedAnswer of(Feed feed) {
            return new FeedAnswer(
                    feed.name(),
                    feed.url(),
                    feed.movedTo(),
                    feed.defaults().section(),
                    feed.defaults().tags(),
                    feed.defaults().language(),
                    feed.state(),
                    feed.polledAt(),
                    feed.succeededAt(),
                    feed.nextPollAt(),
                    feed.push() == null ? null : feed.push().until(),
                    feed.interval().toSeconds(),
                    feed.counts().seen(),
                    feed.counts().accepted(),
                    feed.refused().size(),
                    feed.trouble() == null ? null : FeedError.of(feed.trouble()));
        }
    }

    @Schema(name = "FeedDetails")
    record FeedDetails(FeedAnswer feed, List<ReadFeed.Refused> refused) {
        static FeedDetails of(Feed feed) {
            return new FeedDetails(FeedAnswer.of(feed), feed.refused());
        }
    }

    /// @param detail   what happened
    /// @param whatToDo about it
    /// @param failures since the last success
    @Schema(name = "FeedError")
    record FeedError(FeedFault code, String detail, String whatToDo, int failures) {
        static FeedError of(Feed.Trouble trouble) {
            return new FeedError(
                    trouble.fault(), trouble.detail(), trouble.fault().remedy(), trouble.failures());
        }
    }
}
