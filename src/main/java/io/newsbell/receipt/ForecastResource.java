package io.newsbell.receipt;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.newsbell.app.Apps;
import io.newsbell.device.CallingDevice;
import io.newsbell.device.Device;
import io.newsbell.history.PastWave;
import io.newsbell.problem.Problem;
import io.newsbell.receipt.Forecast.Estimate;
import io.newsbell.receipt.Forecast.Quiet;
import io.newsbell.subscription.Level;
import io.newsbell.topic.Topics;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/devices/{deviceId}/forecast")
@Tag(name = "Preferences")
@SecurityRequirement(name = "deviceSecret")
class ForecastResource {
    private static final int MOST_TOPICS = 20;

    private final CallingDevice caller;
    private final Inbox inbox;
    private final Topics topics;
    private final Forecasts forecasts;
    private final ForecastSql sql;
    private final Apps apps;

    ForecastResource(
            CallingDevice caller, Inbox inbox, Topics topics, Forecasts forecasts, ForecastSql sql, Apps apps) {
        this.caller = caller;
        this.inbox = inbox;
        this.topics = topics;
        this.forecasts = forecasts;
        this.sql = sql;
        this.apps = apps;
    }

    @GET
    @Operation(
            operationId = "forecastAlerts",
            summary = "Forecast how often each choice would ring this device",
            description =
                    "By the alerts of the last 14 days: each topic alone and within the whole list at each level, and the"
                            + " list under each daily cap with and without quiet hours. An alert of several topics counts"
                            + " once, and so does a story.")
    @APIResponse(
            responseCode = "200",
            description = "The forecast",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ForecastAnswer.class)))
    public ForecastAnswer forecast(
            UUID deviceId,
            @QueryParam("topics")
                    @DefaultValue("")
                    @Size(max = 2_000, message = "Use at most 2,000 characters")
                    @Parameter(
                            description = "Up to 20 slugs of topics that are not followed yet, separated by commas",
                            example = "climate,kochi-metro")
                    String topics) {
        var device = caller.device();
        var forecast = forecasts.of(device.appId());
        var levels = new HashMap<Long, Level>();
        var slugs = new TreeMap<String, Long>();
        inbox.reader(device).follows().forEach((topic, follow) -> {
            levels.put(topic, follow.level());
            slugs.put(follow.slug(), topic);
        });
        slugs.putAll(asked(device, topics));
        var list = forecast.rings(levels);
        var quiet = sql.quiet(device.id(), apps.byId(device.appId()).policy().deferFor());
        return new ForecastAnswer(
                Math.toIntExact(Forecast.BACK.toDays()),
                Forecast.estimate(list.size()),
                slugs.entrySet().stream()
                        .map(topic -> topic(forecast, topic.getKey(), topic.getValue(), levels))
                        .toList(),
                new QuietHours(quiet.from(), quiet.to(), quiet.breaking()),
                Stream.of(1, 3, 5, 10).map(cap -> cap(cap, quiet, list)).toList(),
                cap(null, quiet, list));
    }

    private Map<String, Long> asked(Device device, String slugs) {
        var asked = Stream.of(slugs.split(","))
                .map(String::strip)
                .filter(slug -> !slug.isEmpty())
                .distinct()
                .toList();
        if (asked.size() > MOST_TOPICS) {
            throw Problem.invalid("/topics", "Ask for at most 20 topics at a time.");
        }
        return asked.stream()
                .collect(Collectors.toMap(
                        slug -> slug,
                        slug -> topics.meant(device.appId(), slug)
                                .orElseThrow(
                                        () -> Problem.invalid("/topics", "There is no topic \"%s\".".formatted(slug)))
                                .id()));
    }

    private static TopicForecast topic(Forecast forecast, String slug, long topic, Map<Long, Level> levels) {
        return new TopicForecast(
                slug,
                levels.get(topic),
                Stream.of(Level.values())
                        .map(level -> {
                            var changed = new HashMap<>(levels);
                            changed.put(topic, level);
                            return new LevelForecast(
                                    level,
                                    Forecast.estimate(
                                            forecast.rings(Map.of(topic, level)).size()),
                                    Forecast.estimate(forecast.rings(changed).size()));
                        })
                        .toList());
    }

    private static CapForecast cap(@Nullable Integer cap, Quiet quiet, List<PastWave> list) {
        return new CapForecast(
                cap,
                Forecast.estimate(Forecast.under(cap, null, list)),
                Forecast.estimate(Forecast.under(cap, quiet, list)));
    }

    /// @param list       all that is followed, without a cap or quiet hours
    /// @param topics     what is followed, and what was asked for
    /// @param quietHours the reader's, or usual ones if there are none
    /// @param uncapped   the list without a daily cap
    @Schema(name = "Forecast")
    record ForecastAnswer(
            int days,
            Estimate list,
            List<TopicForecast> topics,
            QuietHours quietHours,
            List<CapForecast> caps,
            CapForecast uncapped) {}

    /// @param level absent if the topic is not followed
    @Schema(name = "TopicForecast")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TopicForecast(String topic, @Nullable Level level, List<LevelForecast> levels) {}

    /// @param alone what the topic brings by itself
    /// @param list  the whole list with the topic at this level
    @Schema(name = "LevelForecast")
    record LevelForecast(Level level, Estimate alone, Estimate list) {}

    /// @param cap alerts in any 24 hours; absent for none
    @Schema(name = "CapForecast")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CapForecast(@Nullable Integer cap, Estimate withoutQuietHours, Estimate withQuietHours) {}

    @Schema(name = "ForecastQuietHours")
    record QuietHours(LocalTime from, LocalTime to, boolean breakingRings) {}
}
