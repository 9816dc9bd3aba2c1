package io.newsbell.alert;

import io.newsbell.ingest.ArticleWithdrawn;
import io.newsbell.work.Step;
import io.newsbell.work.Worker;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class WithdrawalWorker implements Worker<ArticleWithdrawn> {
    private final Alerts alerts;

    WithdrawalWorker(Alerts alerts) {
        this.alerts = alerts;
    }

    @Override
    public Step<ArticleWithdrawn> step() {
        return ArticleWithdrawn.STEP;
    }

    @Override
    public Result work(ArticleWithdrawn event) {
        alerts.withdraw(event.articleId());
        return new Result.Done();
    }
}
