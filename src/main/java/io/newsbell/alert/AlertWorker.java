package io.newsbell.alert;

import io.newsbell.alert.AlertPolicy.Decision;
import io.newsbell.app.Apps;
import io.newsbell.ingest.Article;
import io.newsbell.ingest.Articles;
import io.newsbell.match.ArticleMatched;
import io.newsbell.match.Matches;
import io.newsbell.match.TopicMatch;
import io.newsbell.work.Priority;
import io.newsbell.work.Step;
import io.newsbell.work.Work;
import io.newsbell.work.Worker;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class AlertWorker implements Worker<ArticleMatched> {
    private static final int FIRST_PUBLICATION = 1;

    private final Apps apps;
    private final Articles articles;
    private final Matches matches;
    private final AlertSql sql;
    private final Work work;
    private final Clock clock;

    AlertWorker(Apps apps, Articles articles, Matches matches, AlertSql sql, Work work, Clock clock) {
        this.apps = apps;
        this.articles = articles;
        this.matches = matches;
        this.sql = sql;
        this.work = work;
        this.clock = clock;
    }

    @Override
    public Step<ArticleMatched> step() {
        return ArticleMatched.STEP;
    }

    /// An edit is not news: only the first publication can alert by itself.
    @Override
    @Transactional
    public Result work(ArticleMatched event) {
        if (event.version() == FIRST_PUBLICATION) {
            var article = articles.byId(event.articleId());
            var topics = matches.of(article.id());
            if (!topics.isEmpty()) {
                decide(article, topics);
            }
        }
        return new Result.Done();
    }

    private void decide(Article article, List<TopicMatch> topics) {
        var app = apps.byId(article.appId());
        var now = clock.instant();
        var decision = AlertPolicy.decide(app, article, topics, now);
        var alert = new Alert(
                UUID.randomUUID(),
                app.id(),
                article.id(),
                matches.story(article),
                1,
                decision instanceof Decision.Approve approved ? approved.level() : AlertLevel.FOLLOWING,
                decision instanceof Decision.Approve ? AlertState.APPROVED : AlertState.DISMISSED,
                decision.reason(),
                AlertText.title(article.content()),
                AlertText.body(article.content()),
                article.content().url(),
                article.content().image(),
                topics.stream().map(match -> match.topic().id()).toList(),
                now,
                now.plus(app.expiresAfter()));
        if (sql.insert(alert) && alert.state() == AlertState.APPROVED) {
            work.put(
                    AlertApproved.STEP,
                    alert.id(),
                    new AlertApproved(alert.id()),
                    alert.level() == AlertLevel.BREAKING ? Priority.BREAKING : Priority.USUAL);
        }
    }
}
