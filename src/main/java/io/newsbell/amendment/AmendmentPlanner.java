package io.newsbell.amendment;

import io.newsbell.alert.Alert;
import io.newsbell.alert.AlertAmended;
import io.newsbell.alert.Alerts;
import io.newsbell.work.Step;
import io.newsbell.work.Work;
import io.newsbell.work.Worker;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;

/// Plans an amendment for each batch that was told an older version, as soon as it is known whom it rang.
@ApplicationScoped
class AmendmentPlanner implements Worker<AlertAmended> {
    private static final Duration UNTIL_MORE_IS_KNOWN = Duration.ofSeconds(1);

    private final AmendmentPlanSql sql;
    private final Alerts alerts;
    private final Work work;

    AmendmentPlanner(AmendmentPlanSql sql, Alerts alerts, Work work) {
        this.sql = sql;
        this.alerts = alerts;
        this.work = work;
    }

    @Override
    public Step<AlertAmended> step() {
        return AlertAmended.STEP;
    }

    /// Asks whether all are done before it looks for those that are: one that is done in between comes with
    /// them. One that nobody has claimed before the amendment is told the new version from the start.
    @Override
    @Transactional
    public Result work(AlertAmended event) {
        var alert = alerts.find(event.alertId()).orElseThrow();
        if (alert.version() > event.version()) {
            return new Result.Done();
        }
        sql.holdWaves(alert.id());
        var complete = !sql.isAnySending(alert);
        plan(alert, event);
        return complete ? new Result.Done() : new Result.NotNow(UNTIL_MORE_IS_KNOWN);
    }

    private void plan(Alert alert, AlertAmended event) {
        var batches = sql.due(alert);
        if (batches.isEmpty()) {
            return;
        }
        var kind = sql.kind(event);
        var newer = switch (kind) {
            case CORRECTION -> sql.toldOfSomethingNewer(alert);
            // The app takes off only what is of this alert.
            case RECALL -> AmendmentPlanSql.NOBODY;
        };
        for (long batch : batches) {
            sql.insert(batch, event.version(), newer);
            var ready = new AmendmentReady(batch, event.version());
            work.put(AmendmentReady.STEP, ready.key(), ready, AmendmentWorker.priority(kind, alert));
        }
    }
}
