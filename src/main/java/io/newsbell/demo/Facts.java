package io.newsbell.demo;

import io.newsbell.alert.Alert;
import io.newsbell.alert.AlertState;
import io.newsbell.history.Deliveries;
import io.newsbell.ingest.Article;
import io.newsbell.ledger.Account;
import io.newsbell.match.TopicMatch;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the steps of the pipeline know about an article.
///
/// @param known whether the matches are known
/// @param whys  by the phone's id; empty without an alert that was approved
record Facts(
        Article article,
        boolean known,
        List<TopicMatch> matches,
        Optional<Alert> alert,
        Optional<Account> account,
        Map<String, Deliveries.Why> whys) {

    /// Whether nothing of this can change any more. What an edit is about may still be the answer for what was before.
    boolean areFinal() {
        return !isEdited() && alert.map(Alert::state).map(Facts::isFinal).orElse(known && matches.isEmpty());
    }

    /// Whether all have been told who are not waiting for a digest or the end of their quiet hours.
    boolean awaitsOnlyItsTime() {
        return account.filter(each -> each.pending() == 0 && each.waiting() > 0).isPresent();
    }

    boolean isEdited() {
        return article.version() > 1;
    }

    /// Whether the newsroom's first version was about nothing, and a later one is: an edit is not news.
    boolean isLateMatch() {
        return known && isEdited() && alert.isEmpty() && !matches.isEmpty();
    }

    private static boolean isFinal(AlertState state) {
        return state != AlertState.STOPPED && state.next().isEmpty();
    }
}
