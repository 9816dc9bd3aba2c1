package io.newsbell.delivery;

import io.newsbell.alert.AlertWithdrawn;
import io.newsbell.work.Priority;
import io.newsbell.work.Step;
import io.newsbell.work.Work;
import io.newsbell.work.Worker;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;

/// Plans a retraction for each batch as soon as it is known whom it rang.
@ApplicationScoped
class RetractionPlanner implements Worker<AlertWithdrawn> {
    private static final Duration UNTIL_MORE_IS_KNOWN = Duration.ofSeconds(1);

    private final RetractionSql sql;
    private final Work work;

    RetractionPlanner(RetractionSql sql, Work work) {
        this.sql = sql;
        this.work = work;
    }

    @Override
    public Step<AlertWithdrawn> step() {
        return AlertWithdrawn.STEP;
    }

    /// Asks whether all are done before it looks for those that are: one that is done in between comes with them.
    @Override
    @Transactional
    public Result work(AlertWithdrawn event) {
        var complete = sql.areAllDone(event.alertId());
        var batches = sql.due(event.alertId());
        batches.forEach(sql::insert);
        work.putAll(RetractionReady.STEP, batches, RetractionReady::new, Priority.BREAKING);
        return complete ? new Result.Done() : new Result.NotNow(UNTIL_MORE_IS_KNOWN);
    }
}
