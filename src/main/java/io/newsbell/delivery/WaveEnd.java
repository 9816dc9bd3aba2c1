package io.newsbell.delivery;

import io.newsbell.alert.Alert;
import io.newsbell.alert.Alerts;
import io.newsbell.work.Work;
import jakarta.inject.Singleton;
import java.time.Clock;

/// What follows when everyone of a wave has an outcome. In the caller's transaction.
@Singleton
class WaveEnd {
    private final WaveSql sql;
    private final AccountSql accounts;
    private final Waves waves;
    private final Alerts alerts;
    private final Canaries canaries;
    private final Work work;
    private final Clock clock;

    WaveEnd(
            WaveSql sql,
            AccountSql accounts,
            Waves waves,
            Alerts alerts,
            DeliveryConfig config,
            Work work,
            Clock clock) {
        this.sql = sql;
        this.accounts = accounts;
        this.waves = waves;
        this.alerts = alerts;
        this.canaries = new Canaries(config.canaryAccepted(), config.canaryDead());
        this.work = work;
        this.clock = clock;
    }

    /// A batch of the wave is done; the last one ends the wave, and the last wave the alert.
    void batchDone(Claim.Errand errand) {
        sql.finish(errand.waveId(), clock.instant()).ifPresent(kind -> {
            sql.storeReached(errand.waveId());
            var alert = alerts.lock(errand.alertId());
            if (kind == WaveKind.CANARY) {
                goOnOrStop(alert, errand.waveId());
            }
            waves.finishIfOver(alert);
        });
    }

    private void goOnOrStop(Alert alert, long canary) {
        canaries.whatIsWrong(accounts.outcomesOf(canary))
                .ifPresentOrElse(
                        wrong -> alerts.stop(alert.id(), wrong),
                        () -> sql.rest(alert.id())
                                .forEach(rest ->
                                        work.put(WaveDue.STEP, rest, new WaveDue(rest), Waves.priority(alert))));
    }
}
