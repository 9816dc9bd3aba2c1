package io.newsbell.audience;

import io.newsbell.device.Platform;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Whom an alert would reach if it were sent at this moment. matched = suppressed + now + later.
///
/// @param now        would be told at once
/// @param later      would be told at another time, by that time
/// @param platforms  of those who would be told, now or later
/// @param topics     in the order of the alert
/// @param overlaps   of each two topics, those who would be told because of either
/// @param localHours of those who would be told, by the hour of the day that it is where they are: 24 numbers
public record Estimate(
        long matched,
        Map<Suppression, Long> suppressed,
        long now,
        List<Waiting> later,
        Map<Platform, Long> platforms,
        List<ByTopic> topics,
        List<Overlap> overlaps,
        List<Long> localHours) {

    @Schema(name = "EstimateWaiting")
    public record Waiting(
            Selection.Wait reason,
            Instant at,
            @Schema(examples = "2690") long devices) {}

    /// @param topic     the slug
    /// @param followers can be reached and want it at this level, told or not
    /// @param told      of those who would be told
    /// @param alone     of those, who would not be told without this topic
    @Schema(name = "EstimateTopic")
    public record ByTopic(
            String topic,
            @Schema(examples = "43210") long followers,
            @Schema(examples = "41890") long told,
            @Schema(examples = "12300") long alone) {}

    @Schema(name = "EstimateOverlap")
    public record Overlap(
            String topic,
            @Schema(examples = "mumbai") String other,
            @Schema(examples = "7310") long devices) {}

    /// The answers about pages of devices, one at least, in one. All are about the same topics.
    static Estimate together(List<Estimate> each) {
        var suppressed = new EnumMap<Suppression, Long>(Suppression.class);
        var platforms = new EnumMap<Platform, Long>(Platform.class);
        var later = new HashMap<Selection.Waiting, Long>();
        for (var estimate : each) {
            estimate.suppressed.forEach((reason, devices) -> suppressed.merge(reason, devices, Long::sum));
            estimate.platforms.forEach((platform, devices) -> platforms.merge(platform, devices, Long::sum));
            estimate.later.forEach(waiting ->
                    later.merge(new Selection.Waiting(waiting.reason(), waiting.at()), waiting.devices(), Long::sum));
        }
        return new Estimate(
                sum(each, Estimate::matched),
                suppressed,
                sum(each, Estimate::now),
                later.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey(Selection.Waiting.SOONEST_FIRST))
                        .map(waiting -> new Waiting(
                                waiting.getKey().reason(), waiting.getKey().dueAt(), waiting.getValue()))
                        .toList(),
                platforms,
                columns(
                        each,
                        Estimate::topics,
                        same -> new ByTopic(
                                same.getFirst().topic(),
                                sum(same, ByTopic::followers),
                                sum(same, ByTopic::told),
                                sum(same, ByTopic::alone))),
                columns(
                        each,
                        Estimate::overlaps,
                        same -> new Overlap(
                                same.getFirst().topic(), same.getFirst().other(), sum(same, Overlap::devices))),
                columns(each, Estimate::localHours, same -> sum(same, Long::longValue)));
    }

    /// Puts together what stands in the same place of each list.
    private static <T> List<T> columns(
            List<Estimate> each, Function<Estimate, List<T>> list, Function<List<T>, T> together) {
        return IntStream.range(0, list.apply(each.getFirst()).size())
                .mapToObj(place -> together.apply(
                        each.stream().map(list).map(column -> column.get(place)).toList()))
                .toList();
    }

    private static <T> long sum(List<T> each, ToLongFunction<T> number) {
        return each.stream().mapToLong(number).sum();
    }
}
