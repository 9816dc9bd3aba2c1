package io.newsbell.planning;

import io.newsbell.audience.Selection;
import io.newsbell.audience.Suppression;
import io.newsbell.ledger.WaveKind;
import io.newsbell.wave.Plan;
import io.newsbell.wave.Plan.Later;
import io.newsbell.wave.Plan.Send;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// How what the audience says becomes a plan.
final class Selections {
    private Selections() {}

    static Plan plan(Selection selection, @Nullable Long variant) {
        return new Plan(
                selection.suppressed(),
                selection.parts().stream()
                        .map(part -> new Send(part.topicId(), variant, part.devices()))
                        .toList(),
                later(selection));
    }

    static List<Later> later(Selection selection) {
        return selection.later().stream()
                .map(later -> new Later(kind(later.reason()), 0, Optional.of(later.dueAt()), later.devices()))
                .toList();
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

    private static WaveKind kind(Selection.Wait wait) {
        return switch (wait) {
            case QUIET -> WaveKind.QUIET;
            case LOCAL -> WaveKind.LOCAL;
            case DIGEST -> WaveKind.DIGEST;
        };
    }
}
