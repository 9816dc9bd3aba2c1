package io.newsbell.projection;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.newsbell.app.CallingServer;
import io.newsbell.index.AudienceIndex;
import io.newsbell.index.Differences;
import io.newsbell.index.Differences.Kind;
import io.newsbell.projection.Progress.Part;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/audience")
@Tag(name = "Audience")
@SecurityRequirement(name = "apiKey", scopes = "ops:read")
class AudienceResource {
    private static final int EXAMPLES = 20;

    private final CallingServer caller;
    private final AudienceIndex index;
    private final ChangeListener changes;
    private final IndexMetrics metrics;
    private final IndexCheck check;
    private final ExampleSql examples;
    private final Clock clock;

    AudienceResource(
            CallingServer caller,
            AudienceIndex index,
            ChangeListener changes,
            IndexMetrics metrics,
            IndexCheck check,
            ExampleSql examples,
            Clock clock) {
        this.caller = caller;
        this.index = index;
        this.changes = changes;
        this.metrics = metrics;
        this.check = check;
        this.examples = examples;
        this.clock = clock;
    }

    @GET
    @Operation(
            operationId = "getAudience",
            summary = "Look at the audience index",
            description =
                    "Each server holds who follows what in memory, for all apps together, and plans no alert before that is"
                            + " complete. This is about the server that answers; the figures of all are among the metrics.")
    @APIResponse(
            responseCode = "200",
            description = "The index",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AudienceAnswer.class)))
    public AudienceAnswer get() {
        return answer(caller.app().id());
    }

    @POST
    @Path("/check")
    @Operation(
            operationId = "checkAudience",
            summary = "Compare the audience index with the database",
            description =
                    "Reads everything anew, which takes as long as a start, compares, and repairs what differs. There should"
                            + " never be a difference. GET /v1/audience tells what came out. While a check is under way,"
                            + " another call begins none.")
    @APIResponse(
            responseCode = "202",
            description = "Under way",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AudienceAnswer.class)))
    public RestResponse<AudienceAnswer> check() {
        check.begin();
        return RestResponse.status(
                RestResponse.Status.ACCEPTED, answer(caller.app().id()));
    }

    private AudienceAnswer answer(long app) {
        var progress = changes.progress();
        return new AudienceAnswer(
                changes.state(),
                Stream.of(Part.values())
                        .map(part -> new PartAnswer(name(part), progress.rows(part), progress.expected(part)))
                        .toList(),
                progress.took().toMillis(),
                progress.rowsPerSecond(),
                index.devices(),
                index.follows(),
                index.memory(),
                (long) (metrics.seconds() * 1e3),
                changes.applied(),
                changes.lastApplied(),
                check.startedAt() == null ? null : checked(app));
    }

    private CheckAnswer checked(long app) {
        var report = check.last();
        return new CheckAnswer(
                check.isRunning() ? CheckState.RUNNING : report == null ? CheckState.FAILED : CheckState.DONE,
                check.isRunning() || report == null
                        ? java.util.Objects.requireNonNullElse(check.startedAt(), clock.instant())
                        : report.startedAt(),
                report == null ? null : report.took().toMillis(),
                report == null ? List.of() : differences(report.found(), app),
                report == null ? 0 : report.found().count());
    }

    private List<DifferenceAnswer> differences(Differences found, long app) {
        return Stream.of(Kind.values())
                .filter(kind -> found.count(kind) > 0)
                .map(kind -> new DifferenceAnswer(
                        name(kind), found.count(kind), examples.of(app, kind, found.examples(kind, EXAMPLES))))
                .toList();
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    enum CheckState {
        @JsonProperty("running")
        RUNNING,
        @JsonProperty("done")
        DONE,
        /// The log tells why.
        @JsonProperty("failed")
        FAILED
    }

    /// @param lagMillis how long ago the oldest change was made that is not in it yet
    @Schema(name = "Audience")
    record AudienceAnswer(
            ChangeListener.State state,

            @Schema(description = "What it was built from, or is being")
            List<PartAnswer> parts,

            @Schema(description = "What that took, or has taken by now", examples = "41200")
            long buildMillis,

            @Schema(examples = "2200000") long rowsPerSecond,

            @Schema(description = "Devices that can be reached, of all apps", examples = "10000000")
            long devices,

            @Schema(description = "Follows, of all apps", examples = "80000000")
            long follows,

            @Schema(description = "Memory in bytes, by part", examples = "{\"followers\": 180000000}")
            Map<String, Long> memory,

            @Schema(
                    description =
                            "How long ago the oldest change was made that is not in it yet, as of some seconds ago",
                    examples = "3")
            long lagMillis,

            @Schema(description = "Notifications of changes since the server started", examples = "81234")
            long notifications,

            @Schema(description = "When the last of them was applied") @Nullable
            Instant appliedAt,

            @Schema(description = "Left out if there was none since the server started") @Nullable
            CheckAnswer check) {}

    @Schema(name = "AudiencePart")
    record PartAnswer(
            @Schema(examples = "follows") String part,

            @Schema(description = "Rows that were read", examples = "79000000")
            long rows,

            @Schema(description = "How many there may be; 0 if PostgreSQL has not counted yet", examples = "80000000")
            long expected) {}

    @Schema(name = "AudienceCheck")
    record CheckAnswer(
            CheckState state,
            Instant startedAt,

            @Schema(description = "Of the last one that has ended", examples = "52000") @Nullable
            Long checkMillis,

            @Schema(description = "What the last one that has ended found")
            List<DifferenceAnswer> differences,

            @Schema(description = "All of that", examples = "2")
            long repaired) {}

    @Schema(name = "AudienceDifference")
    record DifferenceAnswer(
            @Schema(description = "profiles, pauses, follows, topic_mutes, story_mutes or sent", examples = "follows")
            String kind,

            @Schema(examples = "2") long count,

            @Schema(description = "Some of those that are of your app")
            List<ExampleSql.Example> examples) {}
}
