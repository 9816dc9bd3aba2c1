package io.newsbell.delivery;

import io.newsbell.alert.Alert;
import io.newsbell.alert.AlertLevel;
import io.newsbell.alert.Alerts;
import io.newsbell.audience.Selection;
import io.newsbell.work.Priority;
import io.newsbell.work.Work;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import org.roaringbitmap.RoaringBitmap;

/// Stores waves.
@ApplicationScoped
class Waves {
    private final WaveSql sql;
    private final Alerts alerts;
    private final Work work;
    private final DeliveryConfig config;
    private final Clock clock;

    Waves(WaveSql sql, Alerts alerts, Work work, DeliveryConfig config, Clock clock) {
        this.sql = sql;
        this.alerts = alerts;
        this.work = work;
        this.config = config;
        this.clock = clock;
    }

    @Transactional
    RoaringBitmap told(Alert alert) {
        return sql.told(alert.storyId(), alert.id());
    }

    /// Stores the wave, its batches and their hand-over, unless the alert was planned or stopped in the meantime.
    ///
    /// @param told by whom the selection was made
    /// @return false, and nothing is stored, if another alert has told somebody of the story in the meantime
    @Transactional
    boolean store(Alert alert, Selection selection, RoaringBitmap told) {
        if (!sql.told(alerts.holdStory(alert.id()), alert.id()).equals(told)) {
            return false;
        }
        if (!alerts.startSending(alert.id())) {
            return true;
        }
        var slices = selection.parts().stream()
                .flatMap(part -> Bitmaps.slices(part.devices(), config.batchSize()).stream()
                        .map(devices -> new WaveSql.Slice(part.topicId(), devices)))
                .toList();
        var batches = sql.insert(alert.id(), selection, slices, clock.instant());
        var priority = alert.level() == AlertLevel.BREAKING ? Priority.BREAKING : Priority.USUAL;
        work.putAll(BatchReady.STEP, batches, BatchReady::new, priority);
        if (batches.isEmpty()) {
            alerts.finish(alert.id());
        }
        return true;
    }
}
