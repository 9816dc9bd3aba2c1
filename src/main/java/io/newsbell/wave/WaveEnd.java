package io.newsbell.wave;

import io.newsbell.alert.Alert;
import io.newsbell.alert.Alerts;
import io.newsbell.ledger.Ledger;
import io.newsbell.ledger.WaveKind;
import io.newsbell.work.Work;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;

/// What follows when everyone of a wave has an outcome. In the caller's transaction.
@Singleton
class WaveEnd {
    private final WaveSql sql;
    private final Ledger ledger;
    private final Alerts alerts;
    private final Canaries canaries;
    private final Work work;
    private final Clock clock;

    WaveEnd(WaveSql sql, Ledger ledger, Alerts alerts, WaveConfig config, Work work, Clock clock) {
        this.sql = sql;
        this.ledger = ledger;
        this.alerts = alerts;
        this.canaries = new Canaries(config.canaryAccepted(), config.canaryDead());
        this.work = work;
        this.clock = clock;
    }

    /// A batch of the wave is done; the last one ends the wave, and the last wave the alert.
    ///
    /// @return whether the wave is over
    boolean batchDone(long wave, UUID alertId) {
        var over = sql.finish(wave, clock.instant());
        over.ifPresent(kind -> {
            sql.storeReached(wave);
            var alert = alerts.lock(alertId);
            if (kind == WaveKind.CANARY) {
                goOnOrStop(alert, wave);
            }
            finishIfOver(alert);
        });
        return over.isPresent();
    }

    /// The alert is sent if it has no wave any more that is on its way or waits.
    void finishIfOver(Alert alert) {
        alerts.lock(alert.id());
        if (sql.areAllOver(alert.id())) {
            alerts.finish(alert.id());
        }
    }

    private void goOnOrStop(Alert alert, long canary) {
        canaries.whatIsWrong(ledger.outcomesOf(canary))
                .ifPresentOrElse(
                        wrong -> alerts.stop(alert.id(), wrong),
                        () -> sql.rest(alert.id())
                                .forEach(rest ->
                                        work.put(WaveDue.STEP, rest, new WaveDue(rest), Waves.priority(alert))));
    }
}
