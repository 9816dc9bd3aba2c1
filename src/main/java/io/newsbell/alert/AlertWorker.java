package io.newsbell.alert;

import io.newsbell.alert.AlertPolicy.Decision;
import io.newsbell.app.App;
import io.newsbell.app.Apps;
import io.newsbell.ingest.Article;
import io.newsbell.ingest.Articles;
import io.newsbell.match.ArticleMatched;
import io.newsbell.match.Matches;
import io.newsbell.match.TopicMatch;
import io.newsbell.story.Stories;
import io.newsbell.topic.Topic;
import io.newsbell.work.Step;
import io.newsbell.work.Worker;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

@ApplicationScoped
class AlertWorker implements Worker<ArticleMatched> {
    private static final int FIRST_PUBLICATION = 1;
    private static final Duration UNTIL_THE_GUARDS_ARE_READY = Duration.ofMillis(250);

    private final Apps apps;
    private final Articles articles;
    private final Matches matches;
    private final Stories stories;
    private final Guards guards;
    private final Alerts alerts;
    private final AlertSql sql;
    private final Clock clock;

    AlertWorker(
            Apps apps,
            Articles articles,
            Matches matches,
            Stories stories,
            Guards guards,
            Alerts alerts,
            AlertSql sql,
            Clock clock) {
        this.apps = apps;
        this.articles = articles;
        this.matches = matches;
        this.stories = stories;
        this.guards = guards;
        this.alerts = alerts;
        this.sql = sql;
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
        if (event.version() != FIRST_PUBLICATION) {
            return new Result.Done();
        }
        var article = articles.byId(event.articleId());
        if (article.wasWithdrawn()) {
            return new Result.Done();
        }
        var topics = matches.of(article.id());
        return topics.isEmpty() ? new Result.Done() : decide(article, topics);
    }

    private Result decide(Article article, List<TopicMatch> topics) {
        var app = apps.byId(article.appId());
        var now = clock.instant();
        var story = stories.hold(article.id());
        switch (decision(app, article, topics, now)) {
            case Decision.Later later -> {
                return new Result.NotNow(Duration.between(now, later.at()));
            }
            case Decision.Dismiss(var reason, var findings) ->
                sql.insert(alert(
                        app,
                        article,
                        story,
                        topics,
                        AlertLevel.FOLLOWING,
                        AlertState.DISMISSED,
                        reason,
                        findings,
                        now));
            case Decision.Approve(var level, var reason) -> {
                if (!guards.areReady()) {
                    return new Result.NotNow(UNTIL_THE_GUARDS_ARE_READY);
                }
                approveOrHold(app, article, story, topics, level, reason, now);
            }
        }
        return new Result.Done();
    }

    /// What says the same as what readers were told already is not told again, whatever speaks for it.
    private Decision decision(App app, Article article, List<TopicMatch> topics, Instant now) {
        var decision = AlertPolicy.decide(app, article, topics, now);
        return decision instanceof Decision.Approve
                ? sql.titleOfTold(stories.copies(article.id()))
                        .<Decision>map(title -> new Decision.Dismiss(
                                "It says the same as \"%s\", which readers were told already.".formatted(title)))
                        .orElse(decision)
                : decision;
    }

    private void approveOrHold(
            App app,
            Article article,
            long story,
            List<TopicMatch> topics,
            AlertLevel level,
            String reason,
            Instant now) {
        var told = AlertPolicy.told(level, topics).stream().map(Topic::id).toList();
        var findings = guards.look(article, app.policy(), level, told);
        if (findings.isEmpty()) {
            approve(alert(app, article, story, topics, level, AlertState.APPROVED, reason, findings, now));
        } else if (sql.insert(alert(
                app,
                article,
                story,
                topics,
                level,
                AlertState.HELD,
                findings.stream().map(Finding::sentence).collect(Collectors.joining(" ")),
                findings,
                now))) {
            guards.count(findings);
        }
    }

    private void approve(Alert alert) {
        if (sql.insert(alert)) {
            alerts.put(alert);
        }
    }

    private Alert alert(
            App app,
            Article article,
            long story,
            List<TopicMatch> topics,
            AlertLevel level,
            AlertState state,
            String reason,
            List<Finding> findings,
            Instant now) {
        return new Alert(
                UUID.randomUUID(),
                app.id(),
                article.id(),
                story,
                1,
                level,
                state,
                reason,
                findings,
                AlertText.title(article.content()),
                AlertText.body(article.content()),
                article.content().url(),
                article.content().image(),
                AlertPolicy.told(level, topics).stream().map(Topic::id).toList(),
                now,
                now.plus(app.policy().expiresAfter()));
    }
}
