package io.newsbell.alert;

import io.newsbell.app.Apps;
import io.newsbell.ingest.Articles;
import io.newsbell.work.Step;
import io.newsbell.work.Worker;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/// Reads the stored articles once, the newest first. After a crash it begins anew.
@ApplicationScoped
class RehearsalWorker implements Worker<RehearsalAsked> {
    private static final int AT_ONCE = 200;

    private final Apps apps;
    private final Articles articles;
    private final RehearsalSql sql;
    private final Clock clock;

    RehearsalWorker(Apps apps, Articles articles, RehearsalSql sql, Clock clock) {
        this.apps = apps;
        this.articles = articles;
        this.sql = sql;
        this.clock = clock;
    }

    @Override
    public Step<RehearsalAsked> step() {
        return RehearsalAsked.STEP;
    }

    @Override
    public Result work(RehearsalAsked event) {
        var found = QuarkusTransaction.requiringNew().call(() -> sql.find(event.rehearsalId()));
        found.filter(rehearsal -> rehearsal.state() == Rehearsal.State.RUNNING).ifPresent(this::rehearse);
        return new Result.Done();
    }

    private void rehearse(Rehearsal rehearsal) {
        var app = apps.byId(rehearsal.tried().appId());
        var from = rehearsal.startedAt().minus(RehearsalCount.REACH);
        var count = new RehearsalCount(app, from, rehearsal.tried(), rehearsal.present());
        var read = 0L;
        var before = Long.MAX_VALUE;
        while (true) {
            var some = articles.receivedSince(app.id(), from, before, AT_ONCE);
            if (some.isEmpty()) {
                break;
            }
            some.forEach(count::add);
            read += some.size();
            before = some.getLast().id();
            var soFar = read;
            QuarkusTransaction.requiringNew().run(() -> sql.progress(rehearsal.id(), soFar, clock.instant()));
        }
        var all = read;
        QuarkusTransaction.requiringNew().run(() -> sql.finish(rehearsal.id(), all, count.result(), clock.instant()));
    }
}
