package io.newsbell.audience;

import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /// The answers of the parts of the index, which have no device in common, in one.
    static Selection together(List<Selection> each) {
        var matched = RoaringBitmap.or(each.stream().map(Selection::matched).iterator());
        var suppressed = new EnumMap<Suppression, RoaringBitmap>(Suppression.class);
        var parts = new LinkedHashMap<Long, RoaringBitmap>();
        var later = new LinkedHashMap<List<Object>, Later>();
        for (var selection : each) {
            selection
                    .suppressed()
                    .forEach((reason, devices) ->
                            suppressed.merge(reason, devices, (one, other) -> RoaringBitmap.or(one, other)));
            selection
                    .parts()
                    .forEach(part ->
                            parts.merge(part.topicId(), part.devices(), (one, other) -> RoaringBitmap.or(one, other)));
            selection
                    .later()
                    .forEach(wait -> later.merge(
                            List.of(wait.reason(), wait.dueAt()),
                            wait,
                            (one, other) -> new Later(
                                    one.reason(), one.dueAt(), RoaringBitmap.or(one.devices(), other.devices()))));
        }
        return new Selection(
                matched,
                suppressed,
                parts.entrySet().stream()
                        .map(part -> new Part(part.getKey(), part.getValue()))
                        .toList(),
                List.copyOf(later.values()));
    }

    public RoaringBitmap audience() {
        return RoaringBitmap.or(parts.stream().map(Part::devices).iterator());
    }
}
