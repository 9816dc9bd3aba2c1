package io.newsbell.console;

import io.newsbell.alert.Alert;
import io.newsbell.alert.AlertState;
import io.newsbell.audience.Suppression;
import io.newsbell.ledger.Account;
import io.newsbell.ledger.AmendmentAnswer;
import io.newsbell.ledger.WaveAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One alert: how it goes out, what became of everybody, and what can be done about it.
///
/// @param also           names of topics that its readers must follow, too
/// @param without        names of those that they must not follow
/// @param articleId      of the article that it is about, as the newsroom names it
/// @param articleVersion of its text that the page shows for a held alert
/// @param account        null until it is planned
/// @param acts           what people did with it, newest first
/// @param notice         what became of the last click; empty if there is nothing to say
record AlertPage(
        Alert alert,
        List<String> topics,
        List<String> also,
        List<String> without,
        @Nullable String articleId,
        int articleVersion,
        @Nullable Account account,
        List<WaveAnswer> waves,
        List<AmendmentAnswer> amendments,
        Came came,
        Curve curve,
        List<AuditPage.Row> acts,
        String notice) {
    private static final int LIVE_SECONDS = 1;
    private static final int SETTLED_SECONDS = 5;

    public String state() {
        return alert.state().name().toLowerCase(Locale.ROOT);
    }

    public String audience() {
        return AudienceWords.of(topics, also, without);
    }

    public boolean isNarrowed() {
        return !also.isEmpty() || !without.isEmpty();
    }

    public String level() {
        return alert.level().name().toLowerCase(Locale.ROOT);
    }

    /// The same as long as nothing on the page changes.
    public String version() {
        return Integer.toHexString(Objects.hash(alert, account, waves, amendments, came, curve, acts.size()));
    }

    /// What nobody decides and what is over changes slowly.
    public int pollSeconds() {
        return isUnderWay() ? LIVE_SECONDS : SETTLED_SECONDS;
    }

    public boolean isHeld() {
        return alert.state() == AlertState.HELD;
    }

    public boolean isUnderWay() {
        return alert.state().isUnderWay();
    }

    public boolean wasTold() {
        return isUnderWay() || alert.state() == AlertState.SENT || alert.state() == AlertState.STOPPED;
    }

    /// Whom it would have told, had it not been stopped.
    public long untold() {
        return account == null ? 0 : account.stopped() + account.suppressed().getOrDefault(Suppression.STOPPED, 0L);
    }

    public boolean isStopped() {
        return alert.state() == AlertState.STOPPED;
    }

    public boolean isCorrectable() {
        return isUnderWay() || alert.state() == AlertState.SENT;
    }

    public double perSecond() {
        return waves.stream().mapToDouble(wave -> wave.perSecond().orElse(0.0)).sum();
    }

    public long secondsLeft() {
        return waves.stream()
                .mapToLong(wave -> wave.secondsLeft().orElse(0L))
                .max()
                .orElse(0);
    }

    /// Everybody that it matched, by what became of them; those that are nobody are left out.
    public List<Part> parts() {
        if (account == null) {
            return List.of();
        }
        var all = new ArrayList<Part>();
        all.add(new Part("accepted", "Taken by the push service", account.accepted()));
        all.add(new Part("pending", "On their way", account.pending()));
        all.add(new Part("waiting", "Wait for their time", account.waiting()));
        all.add(new Part("dead", "Address is dead", account.addressDead()));
        all.add(new Part("refused", "Refused", account.refused()));
        all.add(new Part("ambiguous", "Answer got lost", account.ambiguous()));
        all.add(new Part("unfollowed", "Unfollowed meanwhile", account.unfollowed()));
        all.add(new Part("expired", "Too late", account.expired()));
        all.add(new Part("stopped", "Stopped before", account.stopped()));
        account.suppressed().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(part -> all.add(new Part(
                        "suppressed",
                        "Left out: "
                                + part.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        part.getValue())));
        return all.stream().filter(part -> part.phones() > 0).toList();
    }

    public List<Share> bar() {
        return Share.of(parts());
    }

    /// Null if there is nothing to compare it with.
    public @Nullable Beside beside() {
        return account == null ? null : came.beside(account.accepted(), curve.pace());
    }

    record Part(String code, String words, long phones) {}
}
