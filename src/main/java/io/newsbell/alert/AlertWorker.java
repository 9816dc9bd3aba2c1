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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

@ApplicationScoped
class AlertWorker implements Worker<ArticleMatched> {
    private static final int FIRST_PUBLICATION = 1;
    private static final boolean AUTOMATIC = true;
    private static final Duration UNTIL_THE_GUARDS_ARE_READY = Duration.ofMillis(250);

    private final Apps apps;
    private final Articles articles;
    private final Matches matches;
    private final Stories stories;
    private final Guards guards;
    private final Alerts alerts;
    private final SendingSwitch sending;
    private final AlertSql sql;
    private final Clock clock;

    AlertWorker(
            Apps apps,
            Articles articles,
            Matches matches,
            Stories stories,
            Guards guards,
            Alerts alerts,
            SendingSwitch sending,
            AlertSql sql,
            Clock clock) {
        this.apps = apps;
        this.articles = articles;
        this.matches = matches;
        this.stories = stories;
        this.guards = guards;
        this.alerts = alerts;
        this.sending = sending;
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
            case Decision.Dismiss dismissal ->
                sql.insert(
                        alert(app, article, story, topics, AlertLevel.FOLLOWING, Outcome.of(dismissal), now),
                        AUTOMATIC);
            case Decision.Digest(var reason) -> {
                if (!guards.areReady()) {
                    return new Result.NotNow(UNTIL_THE_GUARDS_ARE_READY);
                }
                var outcome = forDigests(app, article, topics, reason);
                var level = outcome.state() == AlertState.APPROVED ? AlertLevel.DIGEST : AlertLevel.FOLLOWING;
                insert(alert(app, article, story, topics, level, outcome, now));
            }
            case Decision.Approve(var level, var reason) -> {
                if (!guards.areReady()) {
                    return new Result.NotNow(UNTIL_THE_GUARDS_ARE_READY);
                }
                insert(alert(app, article, story, topics, level, guarded(app, article, topics, level, reason), now));
            }
        }
        return new Result.Done();
    }

    /// What says the same as what readers were told already is not told again, whatever speaks for it.
    private Decision decision(App app, Article article, List<TopicMatch> topics, Instant now) {
        var decision = AlertPolicy.decide(app, article, topics, now);
        return decision instanceof Decision.Approve || decision instanceof Decision.Digest
                ? sql.titleOfTold(stories.copies(article.id()), decision instanceof Decision.Digest)
                        .<Decision>map(title -> new Decision.Dismiss(
                                "It says the same as \"%s\", which readers were told already.".formatted(title)))
                        .orElse(decision)
                : decision;
    }

    private Outcome guarded(App app, Article article, List<TopicMatch> topics, AlertLevel level, String reason) {
        var findings = new ArrayList<>(guards.look(article, app.policy(), level, told(level, topics)));
        if (sending.stoppedSince(app.id()).isPresent()) {
            findings.add(new Finding(
                    "sending_stopped", "All sending was stopped when it came. Let it go on first, then approve it."));
        }
        return findings.isEmpty()
                ? new Outcome(AlertState.APPROVED, reason, findings)
                : new Outcome(
                        AlertState.HELD,
                        findings.stream().map(Finding::sentence).collect(Collectors.joining(" ")),
                        findings);
    }

    /// What a guard rail has something against is not worth a person's time if it would ring nobody.
    private Outcome forDigests(App app, Article article, List<TopicMatch> topics, String reason) {
        var told = told(AlertLevel.DIGEST, topics);
        var findings = guards.look(article, app.policy(), AlertLevel.DIGEST, told);
        return findings.isEmpty() && guards.digestReaders(told) > 0
                ? new Outcome(AlertState.APPROVED, reason + " It goes into digests.", findings)
                : new Outcome(AlertState.DISMISSED, reason, findings);
    }

    private void insert(Alert alert) {
        if (sql.insert(alert, AUTOMATIC)) {
            switch (alert.state()) {
                case APPROVED -> alerts.put(alert);
                case HELD -> guards.count(alert.guards());
                case DISMISSED, SENDING, SENT, STOPPED, EXPIRED -> {}
            }
        }
    }

    private static List<Long> told(AlertLevel level, List<TopicMatch> topics) {
        return AlertPolicy.told(level, topics).stream().map(Topic::id).toList();
    }

    private Alert alert(
            App app,
            Article article,
            long story,
            List<TopicMatch> topics,
            AlertLevel level,
            Outcome outcome,
            Instant now) {
        return new Alert(
                UUID.randomUUID(),
                app.id(),
                article.id(),
                story,
                1,
                level,
                outcome.state(),
                outcome.reason(),
                outcome.findings(),
                AlertText.title(article.content()),
                AlertText.body(article.content()),
                article.content().url(),
                article.content().image(),
                told(level, topics),
                Target.everybody(Target.language(article.content().language())),
                Rollout.AT_ONCE,
                now,
                now.plus(app.policy().expiresAfter()));
    }

    /// What the alert begins as, and why.
    private record Outcome(AlertState state, String reason, List<Finding> findings) {
        static Outcome of(Decision.Dismiss dismissal) {
            return new Outcome(AlertState.DISMISSED, dismissal.reason(), dismissal.guards());
        }
    }
}
