package io.newsbell.console;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.newsbell.aftermath.Aftermath;
import io.newsbell.alert.Alert;
import io.newsbell.alert.Alerts;
import io.newsbell.app.App;
import io.newsbell.audit.AuditLog;
import io.newsbell.ingest.Article;
import io.newsbell.ingest.Articles;
import io.newsbell.ledger.Ledger;
import io.newsbell.topic.Topic;
import io.newsbell.topic.Topics;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// Gathers what the pages of alerts show.
@Singleton
class AlertsDesk {
    private static final int LISTED = 100;
    private static final int ACTS = 20;
    private static final int MOST_WATCHED = 100;

    /// Shorter than pages ask: what somebody has done is in the first answer after the page that says so.
    private static final Duration WATCHED = Duration.ofMillis(500);

    private final Alerts alerts;
    private final Articles articles;
    private final Topics topics;
    private final Ledger ledger;
    private final Aftermath aftermath;
    private final AuditLog audit;
    private final Cache<Alert, AlertPage> live = Caffeine.newBuilder()
            .maximumSize(MOST_WATCHED)
            .expireAfterWrite(WATCHED)
            .build();

    AlertsDesk(Alerts alerts, Articles articles, Topics topics, Ledger ledger, Aftermath aftermath, AuditLog audit) {
        this.alerts = alerts;
        this.articles = articles;
        this.topics = topics;
        this.ledger = ledger;
        this.aftermath = aftermath;
        this.audit = audit;
    }

    @Transactional
    List<Alert> recent(App app) {
        return alerts.recent(app.id(), LISTED);
    }

    @Transactional
    Optional<Alert> find(App app, UUID id) {
        return alerts.find(id).filter(alert -> alert.appId() == app.id());
    }

    /// What whoever watches an alert sees of it. However many do, one gathers it; but whoever looks after it
    /// was stopped sees that.
    AlertPage live(App app, Alert alert) {
        return live.get(alert, _ -> page(app, alert, ""));
    }

    AlertPage page(App app, Alert alert, String notice) {
        var figures = aftermath.figures(alert).orElse(null);
        var compared = aftermath.compared(alert).orElse(null);
        return QuarkusTransaction.joiningExisting()
                .call(() -> page(app, alert, new Came(figures, aftermath.reactions(alert), compared), notice));
    }

    private AlertPage page(App app, Alert alert, Came came, String notice) {
        var account = ledger.account(alert.id()).orElse(null);
        var article = Optional.ofNullable(alert.articleId()).map(articles::byId);
        return new AlertPage(
                alert,
                names(alert.topics()),
                names(alert.target().alsoFollowing()),
                names(alert.target().notFollowing()),
                article.map(Article::externalId).orElse(null),
                article.map(Article::version).orElse(0),
                account,
                ledger.waves(alert.id()),
                ledger.amendments(alert.id()),
                came,
                new Curve(ledger.pace(alert.id())),
                audit.read(app.id(), OptionalLong.empty(), Optional.of("alert:" + alert.id()), ACTS).stream()
                        .map(AuditPage.Row::of)
                        .toList(),
                notice);
    }

    /// Of the article's text, with which a held alert would go out; 0 without an article.
    @Transactional
    int articleVersion(Alert alert) {
        var article = alert.articleId();
        return article == null ? 0 : articles.byId(article).version();
    }

    private List<String> names(List<Long> ids) {
        return topics.byIds(ids).stream().map(Topic::name).toList();
    }
}
