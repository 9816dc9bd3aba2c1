package io.newsbell.aftermath;

import io.newsbell.device.Platform;
import io.newsbell.ledger.Entry;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What came of an alert so far.
///
/// @param platforms that somebody has whom it was planned for or who reported, and last, those of whom the
///                  platform is not known any more
/// @param receiptShare of all, those that were asked to report what they received; what is told as received
///                     is an estimate if it is below 1
public record Figures(List<OnPlatform> platforms, double receiptShare) {
    public long received() {
        return platforms.stream().mapToLong(OnPlatform::received).sum();
    }

    public long opened() {
        return platforms.stream().mapToLong(OnPlatform::opened).sum();
    }

    public long dismissed() {
        return platforms.stream().mapToLong(OnPlatform::dismissed).sum();
    }

    /// By the platform that a phone has now. Who has erased its device since, is on none.
    ///
    /// @param outcomes those that nobody has are missing
    /// @param received devices for which the reports stand, and so on
    public record OnPlatform(
            Optional<Platform> platform, Map<Entry, Long> outcomes, long received, long opened, long dismissed) {
        public long phones() {
            return outcomes.values().stream().mapToLong(Long::longValue).sum();
        }

        public long with(Entry entry) {
            return outcomes.getOrDefault(entry, 0L);
        }
    }
}
