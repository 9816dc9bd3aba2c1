package io.newsbell.planning;

import io.newsbell.alert.Alert;
import io.newsbell.alert.AlertApproved;
import io.newsbell.alert.AlertState;
import io.newsbell.alert.Alerts;
import io.newsbell.alert.SendingSwitch;
import io.newsbell.audience.Audience;
import io.newsbell.work.Step;
import io.newsbell.work.Worker;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/// Turns an approved alert into waves: one that goes out at once, and those that wait for their time. Of one
/// that was resumed only those are looked at who were not told.
@ApplicationScoped
class WavePlanner implements Worker<AlertApproved> {
    static final Duration UNTIL_IT_CAN_BEGIN = Duration.ofMillis(250);

    private final Alerts alerts;
    private final SendingSwitch sending;
    private final Audience audience;
    private final Planning planning;
    private final Clock clock;

    WavePlanner(Alerts alerts, SendingSwitch sending, Audience audience, Planning planning, Clock clock) {
        this.alerts = alerts;
        this.sending = sending;
        this.audience = audience;
        this.planning = planning;
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
        if (sending.stoppedSince(alert.appId()).isPresent()) {
            alerts.stop(alert.id(), "All sending was stopped before it went out.");
        } else if (!clock.instant().isBefore(alert.expiresAt())) {
            expire(alert);
        } else if (!audience.catchUp() || !isBegun(alert)) {
            return new Result.NotNow(UNTIL_IT_CAN_BEGIN);
        }
        return new Result.Done();
    }

    /// @return false if what went out of it before it was stopped is still under way
    private boolean isBegun(Alert alert) {
        if (planning.isPlanned(alert.id())) {
            return planning.resume(alert.id());
        }
        planning.begin(alert.id());
        return true;
    }

    private void expire(Alert alert) {
        if (planning.isPlanned(alert.id())) {
            alerts.stop(alert.id(), "Its time had passed before it could go on.");
        } else {
            alerts.expire(alert.id());
        }
    }

    private static IllegalStateException unknown(UUID alert) {
        return new IllegalStateException("There is no alert " + alert);
    }
}
