package io.newsbell.console;

import io.newsbell.alert.Alert;
import io.newsbell.alert.Alerts;
import io.newsbell.app.App;
import io.newsbell.audit.AuditLog;
import io.newsbell.ingest.Article;
import io.newsbell.ingest.Articles;
import io.newsbell.ledger.Account;
import io.newsbell.ledger.Ledger;
import io.newsbell.receipt.Receipts;
import io.newsbell.topic.Topic;
import io.newsbell.topic.Topics;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Gathers what the pages of alerts show.
@Singleton
class AlertsDesk {
    private static final int LISTED = 100;
    private static final int ACTS = 20;

    private final Alerts alerts;
    private final Articles articles;
    private final Topics topics;
    private final Ledger ledger;
    private final Receipts receipts;
    private final AuditLog audit;
    private final FanoutWatch watch;
    private final Clock clock;

    AlertsDesk(
            Alerts alerts,
            Articles articles,
            Topics topics,
            Ledger ledger,
            Receipts receipts,
            AuditLog audit,
            FanoutWatch watch,
            Clock clock) {
        this.alerts = alerts;
        this.articles = articles;
        this.topics = topics;
        this.ledger = ledger;
        this.receipts = receipts;
        this.audit = audit;
        this.watch = watch;
        this.clock = clock;
    }

    @Transactional
    List<Alert> recent(App app) {
        return alerts.recent(app.id(), LISTED);
    }

    @Transactional
    Optional<Alert> find(App app, UUID id) {
        return alerts.find(id).filter(alert -> alert.appId() == app.id());
    }

    private List<String> names(List<Long> ids) {
        return topics.byIds(ids).stream().map(Topic::name).toList();
    }

    @Transactional
    AlertPage page(App app, Alert alert, String notice) {
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
                receipts.counts(alert.id()),
                curve(alert, account),
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

    private Curve curve(Alert alert, @Nullable Account account) {
        if (account == null) {
            return new Curve(0, List.of());
        }
        var suppressed = account.suppressed().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        var size = account.matched() - suppressed - account.waiting();
        var done = size - account.pending();
        var at = account.finishedAt().orElse(clock.instant());
        return Curve.of(
                size,
                account.plannedAt(),
                watch.look(alert.id(), account.plannedAt(), new FanoutWatch.Sample(at, done)));
    }
}
