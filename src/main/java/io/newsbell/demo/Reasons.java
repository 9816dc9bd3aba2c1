package io.newsbell.demo;

import io.newsbell.alert.Alert;
import io.newsbell.alert.AlertState;
import io.newsbell.audience.Suppression;
import io.newsbell.demo.Why.Verdict;
import io.newsbell.history.Deliveries;
import io.newsbell.ledger.Account;
import io.newsbell.match.TopicMatch;
import io.newsbell.match.TopicMatch.Evidence;
import io.newsbell.subscription.Level;
import java.text.Bidi;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/// Puts what the pipeline knows into words: what became of an article, and why a phone rang or did not.
final class Reasons {
    private static final int NAMED = 4;
    private static final char FIRST_STRONG_ISOLATE = '\u2068';
    private static final char POP_ISOLATE = '\u2069';

    private Reasons() {}

    static String outcome(Facts facts) {
        if (!facts.known()) {
            return "Reading it …";
        }
        if (facts.matches().isEmpty() && facts.alert().isEmpty()) {
            return "It matches no topic, so nobody is told.";
        }
        if (facts.isLateMatch()) {
            return "No alert. It matched nothing when it was published, and an edit is not news.";
        }
        return facts.alert().map(alert -> outcome(facts, alert)).orElse("Deciding whether to alert …");
    }

    private static String outcome(Facts facts, Alert alert) {
        return switch (alert.state()) {
            case APPROVED -> "Working out who wants to know …";
            case SENDING ->
                facts.account()
                        .filter(_ -> facts.awaitsOnlyItsTime())
                        .map(account -> sent(facts, account)
                                + " %d wait for their digest or the end of their quiet hours."
                                        .formatted(account.waiting()))
                        .orElse("On its way to the phones …");
            case SENT -> facts.account().map(account -> sent(facts, account)).orElse("The alert was sent.");
            case HELD -> "Held for a person to decide. " + alert.reason();
            case DISMISSED -> "No alert. " + alert.reason();
            case STOPPED -> "Stopped. " + alert.reason();
            case EXPIRED -> "Expired. " + alert.reason();
        };
    }

    private static String sent(Facts facts, Account account) {
        var phones = account.accepted();
        if (account.matched() == 0) {
            return "Nobody follows what it is about.";
        }
        var took = account.finishedAt()
                .map(end -> Duration.between(facts.article().receivedAt(), end).toMillis())
                .orElse(0L);
        var rang = "Alert sent to %s in %s.".formatted(phones == 1 ? "1 phone" : phones + " phones", duration(took));
        var suppressed = account.suppressed().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return suppressed == 0 ? rang : rang + " " + suppressed + " more follow it, but did not want this one.";
    }

    private static String duration(long millis) {
        return millis < 10_000 ? millis + " ms" : millis / 1_000 + " s";
    }

    static Why why(Facts facts, DemoPhone phone, List<PhoneView.Choice> follows) {
        if (facts.alert().isEmpty()) {
            if (facts.known() && facts.matches().isEmpty()) {
                return new Why(Verdict.SILENT, "The article matches no topic.");
            }
            return new Why(facts.isLateMatch() ? Verdict.SILENT : Verdict.WAITING, outcome(facts));
        }
        var alert = facts.alert().get();
        if (alert.state() == AlertState.DISMISSED || alert.state() == AlertState.EXPIRED) {
            return new Why(Verdict.SILENT, "No alert: " + alert.reason());
        }
        var why = facts.whys().get(phone.id());
        if (why == null || facts.account().isEmpty()) {
            return new Why(Verdict.WAITING, outcome(facts));
        }
        if (why.rang()) {
            return new Why(Verdict.RANG, rang(facts, why));
        }
        return new Why(
                alert.state() == AlertState.SENDING && why.topic().isPresent() ? Verdict.WAITING : Verdict.SILENT,
                silent(facts, why, follows));
    }

    private static String rang(Facts facts, Deliveries.Why why) {
        return facts.matches().stream()
                .filter(match ->
                        why.topic().filter(match.topic().slug()::equals).isPresent())
                .findFirst()
                .map(match -> "Follows “%s”: %s.".formatted(match.topic().name(), evidence(match)))
                .orElse(why.sentence());
    }

    /// The newsroom's own words first, and of them the most visible.
    private static String evidence(TopicMatch match) {
        return match.evidence().stream()
                .min(Comparator.comparingInt(evidence -> prominence(evidence.place())))
                .map(Reasons::says)
                .orElse("the article is about it");
    }

    private static int prominence(String place) {
        return switch (place) {
            case "headline" -> 0;
            case "summary" -> 1;
            case "body" -> 3;
            default -> 2;
        };
    }

    private static String says(Evidence evidence) {
        var words = quoted(evidence.words());
        return switch (evidence.place()) {
            case "headline", "summary", "body" -> "the %s says %s".formatted(evidence.place(), words);
            case "person", "place" -> "it is about the %s %s".formatted(evidence.place(), words);
            default -> "its %s is %s".formatted(evidence.place(), words);
        };
    }

    /// Words of another direction stay together inside the English sentence.
    private static String quoted(String words) {
        var text = words.toCharArray();
        return Bidi.requiresBidi(text, 0, text.length)
                ? "“" + FIRST_STRONG_ISOLATE + words + POP_ISOLATE + "”"
                : "“" + words + "”";
    }

    private static String silent(Facts facts, Deliveries.Why why, List<PhoneView.Choice> follows) {
        if (why.suppressed().filter(reason -> reason != Suppression.WANTS_LESS).isPresent()) {
            return why.sentence();
        }
        if (why.suppressed().isPresent()) {
            return follows.stream()
                    .filter(choice ->
                            choice.level().filter(level -> level != Level.EVERY).isPresent())
                    .filter(choice -> isAbout(facts, choice))
                    .findFirst()
                    .map(choice -> choice.level().get() == Level.IMPORTANT
                            ? "Wants only important alerts about “%s”; this one is not urgent.".formatted(choice.name())
                            : "Wants “%s” in a digest, nothing at once.".formatted(choice.name()))
                    .orElse(why.sentence());
        }
        if (why.topic().isPresent() || follows.stream().anyMatch(choice -> isAbout(facts, choice))) {
            return why.sentence();
        }
        var about = names(
                facts.matches().stream().map(match -> match.topic().name()).toList());
        return follows.isEmpty()
                ? "Follows nothing; the article is about %s.".formatted(about)
                : "Follows %s; the article is about %s."
                        .formatted(
                                names(follows.stream()
                                        .map(PhoneView.Choice::name)
                                        .toList()),
                                about);
    }

    private static boolean isAbout(Facts facts, PhoneView.Choice choice) {
        return facts.matches().stream().anyMatch(match -> match.topic().slug().equals(choice.slug()));
    }

    /// `A, B and C`; of many only the first few.
    private static String names(List<String> names) {
        if (names.size() > NAMED) {
            return String.join(", ", names.subList(0, NAMED)) + " and " + (names.size() - NAMED) + " more";
        }
        return names.size() < 2
                ? String.join("", names)
                : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    }
}
