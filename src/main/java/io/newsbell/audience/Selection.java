package io.newsbell.audience;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.Container;
import org.roaringbitmap.RoaringBitmap;

/// Who gets an alert and who does not, by device ordinal. Every matched device is in exactly one of the suppressed
/// sets, of the parts, or of those that wait.
///
/// @param matched    follow one of the alert's topics, at any level; of a wave that was due, who waited for it
/// @param suppressed matched, but not to be told, by the first reason that applies
/// @param parts      whom to tell now, each device once, under the first of the alert's topics that it wants it under
/// @param later      whom to look at again, and when
public record Selection(
        RoaringBitmap matched, Map<Suppression, RoaringBitmap> suppressed, List<Part> parts, List<Later> later) {

    public record Part(long topicId, RoaringBitmap devices) {}

    public record Later(Wait reason, Instant dueAt, RoaringBitmap devices) {}

    /// What a device waits for. Names are in the database: never rename one.
    public enum Wait {
        /// The end of its quiet hours.
        QUIET,
        /// The time of day at which the alert is to come wherever it is.
        LOCAL,
        /// Its reader's next digest.
        DIGEST
    }

    record Waiting(Wait reason, Instant dueAt) {
        static final Comparator<Waiting> SOONEST_FIRST =
                Comparator.comparing(Waiting::dueAt).thenComparing(Waiting::reason);
    }

    /// What is decided for the devices of one page. Nothing but what matched is empty.
    record OnPage(
            int page,
            Container matched,
            Map<Suppression, Container> suppressed,
            Map<Long, Container> parts,
            Map<Waiting, Container> later) {}

    /// @param topics of the question
    /// @param pages  in their order; not used any more
    static Selection of(List<Long> topics, List<OnPage> pages) {
        var matched = new RoaringBitmap();
        var suppressed = new EnumMap<Suppression, RoaringBitmap>(Suppression.class);
        var parts = new LinkedHashMap<Long, RoaringBitmap>();
        topics.forEach(topic -> parts.put(topic, new RoaringBitmap()));
        var later = new HashMap<Waiting, RoaringBitmap>();
        for (var on : pages) {
            if (!on.matched.isEmpty()) {
                matched.append((char) on.page, on.matched);
            }
            append(suppressed, on.page, on.suppressed);
            append(parts, on.page, on.parts);
            append(later, on.page, on.later);
        }
        parts.values().removeIf(RoaringBitmap::isEmpty);
        return new Selection(
                matched,
                suppressed,
                parts.entrySet().stream()
                        .map(part -> new Part(part.getKey(), part.getValue()))
                        .toList(),
                later.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey(Waiting.SOONEST_FIRST))
                        .map(wait ->
                                new Later(wait.getKey().reason(), wait.getKey().dueAt(), wait.getValue()))
                        .toList());
    }

    private static <K> void append(Map<K, RoaringBitmap> to, int page, Map<K, Container> sets) {
        sets.forEach((key, devices) ->
                to.computeIfAbsent(key, _ -> new RoaringBitmap()).append((char) page, devices));
    }

    public RoaringBitmap audience() {
        return RoaringBitmap.or(parts.stream().map(Part::devices).iterator());
    }
}
