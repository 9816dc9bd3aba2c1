package io.newsbell.canary;

import io.newsbell.alert.Alert;
import io.newsbell.alert.Alerts;
import io.newsbell.ingest.Article;
import io.newsbell.ingest.Articles;
import io.newsbell.ledger.Account;
import io.newsbell.ledger.Ledger;
import io.newsbell.match.Matches;
import jakarta.inject.Singleton;
import java.time.Instant;

/// How far a canary has come, by asking each step of the way what it knows.
@Singleton
class HowFar {
    private final Articles articles;
    private final Matches matches;
    private final Alerts alerts;
    private final Ledger ledger;

    HowFar(Articles articles, Matches matches, Alerts alerts, Ledger ledger) {
        this.articles = articles;
        this.matches = matches;
        this.alerts = alerts;
        this.ledger = ledger;
    }

    /// The sentences are for who is on call, and name the step.
    sealed interface Place {
        record Told(Instant at) implements Place {}

        /// It has come to its end, and no device of ours was there to be told.
        record NobodyThere(Alert alert) implements Place {}

        record UnderWay(String step) implements Place {}

        record Stuck(String step) implements Place {}
    }

    Place of(long articleId) {
        return alerts.ofArticle(articleId).map(this::of).orElseGet(() -> withoutAlert(articles.byId(articleId)));
    }

    private Place withoutAlert(Article article) {
        if (!matches.isKnown(article)) {
            return new Place.UnderWay("match: its article was accepted, and is not matched");
        }
        return matches.of(article.id()).isEmpty()
                ? new Place.Stuck("match: its article matches no topic")
                : new Place.UnderWay("alert: its article was matched, and there is no alert");
    }

    private Place of(Alert alert) {
        return switch (alert.state()) {
            case HELD -> new Place.Stuck("alert: it waits for a person. " + alert.reason());
            case DISMISSED -> new Place.Stuck("alert: it was dismissed. " + alert.reason());
            case EXPIRED -> new Place.Stuck("planning: " + alert.reason());
            case STOPPED -> new Place.Stuck("delivery: it was stopped. " + alert.reason());
            case APPROVED -> new Place.UnderWay("planning: it is approved, and nobody has looked who gets it");
            case SENDING, SENT ->
                ledger.account(alert.id())
                        .map(account -> of(alert, account))
                        .orElseGet(() -> new Place.UnderWay("planning: it has no wave"));
        };
    }

    private static Place of(Alert alert, Account account) {
        var unfinished = account.pending() + account.waiting();
        var failed = account.refused() + account.ambiguous() + account.expired() + account.stopped();
        var counts = "of %d devices of ours %d were accepted, %d refused, %d have no clear answer, %d are not through"
                .formatted(
                        account.accepted() + failed + unfinished,
                        account.accepted(),
                        account.refused(),
                        account.ambiguous(),
                        unfinished + account.expired() + account.stopped());
        if (unfinished > 0 || account.finishedAt().isEmpty()) {
            return new Place.UnderWay("delivery: " + counts);
        }
        if (failed > 0) {
            return new Place.Stuck("push service: " + counts);
        }
        return account.accepted() > 0 ? new Place.Told(account.finishedAt().get()) : new Place.NobodyThere(alert);
    }
}
