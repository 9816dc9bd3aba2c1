package io.newsbell.wave;

import io.newsbell.audience.Suppression;
import io.newsbell.ledger.WaveKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// What becomes of everyone who is looked at for one wave. Each is in exactly one set.
///
/// @param later who waits on
public record Plan(Map<Suppression, RoaringBitmap> suppressed, List<Send> sends, List<Later> later) {

    /// @param topic   to name as the reason
    /// @param variant the text that they get; null for the alert's own
    public record Send(long topic, @Nullable Long variant, RoaringBitmap devices) {}

    /// @param due empty if it is not a matter of time
    public record Later(WaveKind kind, int part, Optional<Instant> due, RoaringBitmap devices) {}

    /// Everyone is left out for the same reason.
    static Plan nobody(Suppression reason, RoaringBitmap devices) {
        return new Plan(Map.of(reason, devices), List.of(), List.of());
    }

    /// Who is told by the wave itself.
    public RoaringBitmap audience() {
        return RoaringBitmap.or(sends.stream().map(Send::devices).iterator());
    }
}
