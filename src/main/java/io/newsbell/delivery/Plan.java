package io.newsbell.delivery;

import io.newsbell.audience.Selection;
import io.newsbell.audience.Suppression;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// What becomes of everyone who is looked at for one wave. Each is in exactly one set.
///
/// @param later who waits on
record Plan(Map<Suppression, RoaringBitmap> suppressed, List<Send> sends, List<Later> later) {

    /// @param topic   to name as the reason
    /// @param variant the text that they get; null for the alert's own
    record Send(long topic, @Nullable Long variant, RoaringBitmap devices) {}

    /// @param due empty if it is not a matter of time
    record Later(WaveKind kind, int part, Optional<Instant> due, RoaringBitmap devices) {}

    static Plan of(Selection selection, @Nullable Long variant) {
        return new Plan(
                selection.suppressed(),
                selection.parts().stream()
                        .map(part -> new Send(part.topicId(), variant, part.devices()))
                        .toList(),
                later(selection));
    }

    /// Everyone is left out for the same reason.
    static Plan nobody(Suppression reason, RoaringBitmap devices) {
        return new Plan(Map.of(reason, devices), List.of(), List.of());
    }

    static List<Later> later(Selection selection) {
        return selection.later().stream()
                .map(later -> new Later(WaveKind.of(later.reason()), 0, Optional.of(later.dueAt()), later.devices()))
                .toList();
    }

    RoaringBitmap audience() {
        return RoaringBitmap.or(sends.stream().map(Send::devices).iterator());
    }

    /// Takes these out, wherever they are, and leaves them out for that reason.
    static Selection without(Selection selection, RoaringBitmap devices, Suppression reason) {
        var suppressed = new EnumMap<Suppression, RoaringBitmap>(Suppression.class);
        suppressed.putAll(selection.suppressed());
        var out = RoaringBitmap.andNot(
                RoaringBitmap.and(selection.matched(), devices),
                RoaringBitmap.or(suppressed.values().iterator()));
        if (out.isEmpty()) {
            return selection;
        }
        suppressed.merge(reason, out, (one, other) -> RoaringBitmap.or(one, other));
        return new Selection(
                selection.matched(),
                suppressed,
                selection.parts().stream()
                        .map(part -> new Selection.Part(part.topicId(), RoaringBitmap.andNot(part.devices(), out)))
                        .filter(part -> !part.devices().isEmpty())
                        .toList(),
                selection.later().stream()
                        .map(later -> new Selection.Later(
                                later.reason(), later.dueAt(), RoaringBitmap.andNot(later.devices(), out)))
                        .filter(later -> !later.devices().isEmpty())
                        .toList());
    }
}
