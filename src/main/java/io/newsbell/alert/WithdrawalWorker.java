package io.newsbell.alert;

import io.newsbell.ingest.ArticleWithdrawn;
import io.newsbell.work.Step;
import io.newsbell.work.Worker;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class WithdrawalWorker implements Worker<ArticleWithdrawn> {
    private final Amendments amendments;

    WithdrawalWorker(Amendments amendments) {
        this.amendments = amendments;
    }

    @Override
    public Step<ArticleWithdrawn> step() {
        return ArticleWithdrawn.STEP;
    }

    @Override
    public Result work(ArticleWithdrawn event) {
        amendments.takeBack(event.articleId());
        return new Result.Done();
    }
}
