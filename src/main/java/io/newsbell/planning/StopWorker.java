package io.newsbell.planning;

import io.newsbell.alert.AlertStopped;
import io.newsbell.work.Step;
import io.newsbell.work.Worker;
import jakarta.enterprise.context.ApplicationScoped;

/// Writes down for those who still wait for a stopped alert that they wait no more.
@ApplicationScoped
class StopWorker implements Worker<AlertStopped> {
    private final Planning planning;

    StopWorker(Planning planning) {
        this.planning = planning;
    }

    @Override
    public Step<AlertStopped> step() {
        return AlertStopped.STEP;
    }

    @Override
    public Result work(AlertStopped event) {
        planning.stop(event.alertId());
        return new Result.Done();
    }
}
