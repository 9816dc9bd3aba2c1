package io.newsbell.delivery;

import io.newsbell.alert.Alert;
import io.newsbell.alert.AlertApproved;
import io.newsbell.alert.AlertState;
import io.newsbell.alert.Alerts;
import io.newsbell.audience.Audience;
import io.newsbell.work.Step;
import io.newsbell.work.Worker;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/// Turns an approved alert into a wave of batches. Whole or not at all: everything is stored in one transaction.
@ApplicationScoped
class WavePlanner implements Worker<AlertApproved> {
    private static final Duration UNTIL_THE_INDEX_IS_COMPLETE = Duration.ofMillis(250);

    private final Alerts alerts;
    private final Audience audience;
    private final Waves waves;
    private final Clock clock;

    WavePlanner(Alerts alerts, Audience audience, Waves waves, Clock clock) {
        this.alerts = alerts;
        this.audience = audience;
        this.waves = waves;
        this.clock = clock;
    }

    @Override
    public Step<AlertApproved> step() {
        return AlertApproved.STEP;
    }

    @Override
    public Result work(AlertApproved event) {
        var alert = alerts.find(event.alertId()).orElseThrow(() -> unknown(event.alertId()));
        if (alert.state() != AlertState.APPROVED) {
            return new Result.Done();
        }
        return clock.instant().isBefore(alert.expiresAt()) ? plan(alert) : expire(alert);
    }

    private Result plan(Alert alert) {
        var told = waves.told(alert);
        return audience.select(alert, told)
                .<Result>map(selection ->
                        waves.store(alert, selection, told) ? new Result.Done() : new Result.NotNow(Duration.ZERO))
                .orElseGet(() -> new Result.NotNow(UNTIL_THE_INDEX_IS_COMPLETE));
    }

    private Result expire(Alert alert) {
        alerts.expire(alert.id());
        return new Result.Done();
    }

    private static IllegalStateException unknown(UUID alert) {
        return new IllegalStateException("There is no alert " + alert);
    }
}
