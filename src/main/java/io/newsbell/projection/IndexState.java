package io.newsbell.projection;

import io.newsbell.index.AudienceIndex;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How this node's index does, for pages that people look at. It asks no database.
@Singleton
public class IndexState {
    private final AudienceIndex index;
    private final ChangeListener changes;
    private final IndexMetrics metrics;
    private final IndexCheck check;

    IndexState(AudienceIndex index, ChangeListener changes, IndexMetrics metrics, IndexCheck check) {
        this.index = index;
        this.changes = changes;
        this.metrics = metrics;
        this.check = check;
    }

    public State state() {
        return new State(
                changes.isComplete(),
                index.devices(),
                metrics.follows(),
                Duration.ofMillis((long) (metrics.seconds() * 1e3)),
                check.isRunning(),
                Optional.ofNullable(check.last())
                        .map(report -> new Check(
                                report.startedAt(),
                                report.took(),
                                report.found().count())));
    }

    /// Compares it with the database, and repairs what differs. Returns at once; does nothing if that is
    /// under way.
    public void check() {
        check.begin();
    }

    /// @param complete false while it is built: no alert is planned on this node
    /// @param devices  of all apps, that can be reached
    /// @param follows  of all apps
    /// @param lag      how long ago the oldest change was made that is not in it
    /// @param checking whether it is compared at this moment
    /// @param last     the last comparison since the node started
    public record State(
            boolean complete, long devices, long follows, Duration lag, boolean checking, Optional<Check> last) {}

    /// @param differences that were found and repaired
    public record Check(Instant at, Duration took, long differences) {}
}
