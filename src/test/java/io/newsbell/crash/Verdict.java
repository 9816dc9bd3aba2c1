package io.newsbell.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What became of everyone.
///
/// @param deliveries     phones that were to hear an alert, one for each alert, and each was looked at
/// @param lost           of them: neither accepted by the sandbox nor a good reason in the ledger
/// @param ambiguous      of them: not accepted, and the ledger says that it may have been; their answer got
///                       lost
/// @param visible        phones on which one alert appeared as new more than once, by the display rules
/// @param wire           messages that were accepted although the same alert to the same phone was accepted
///                       before
/// @param unexplained    of them: neither a kill nor a woken zombie is near enough to be the reason, nor may
///                       the answer of a breaking alert have got lost
/// @param wrong          messages to phones that were not to hear the alert, or of an alert that nobody sent
/// @param retired        addresses that were retired although FCM did not say UNREGISTERED
/// @param early          messages that came back before their Retry-After
/// @param imbalance      devices by which the accounts of the alerts do not add up
/// @param unfinished     alerts that were never finished
/// @param forgetting     blows after which a message may be repeated: SIGKILLs and woken zombies
/// @param recoveries     from a watched kill to the first message that was accepted again out of the batches
///                       that the dead node was sending, and that the other one has claimed since
/// @param lastRecoveries the same for the last of these batches
/// @param findings       what is wrong, in words
record Verdict(
        long seed,
        int alerts,
        int kills,
        int terms,
        int forgetting,
        long deliveries,
        long lost,
        long ambiguous,
        long visible,
        long wire,
        long unexplained,
        long wrong,
        long retired,
        long early,
        long imbalance,
        long unfinished,
        List<Duration> recoveries,
        List<Duration> lastRecoveries,
        List<String> findings) {

    static final double MOST_REPEATED_PER_KILL = 500;

    /// With 0 failures among n the chance of one is below 3/n, at 95 % (the rule of three).
    private static final double RULE_OF_THREE = 3;

    private static final double MILLIS = 1_000;

    /// No reader and no account has come to harm, however long it took.
    boolean isHarmless() {
        return lost + visible + unexplained + wrong + retired + early + imbalance + unfinished == 0;
    }

    /// Only of the blows that can cause any: a restart of the database or SIGTERM would only make it look
    /// better.
    double wirePerKill() {
        return forgetting == 0 ? 0 : (double) wire / forgetting;
    }

    double recoveryMedian() {
        return recoveries.isEmpty()
                ? 0
                : recoveries.stream()
                                .sorted()
                                .toList()
                                .get(recoveries.size() / 2)
                                .toMillis()
                        / MILLIS;
    }

    double recoveryMax() {
        return max(recoveries);
    }

    double lostAtMost() {
        return RULE_OF_THREE / deliveries;
    }

    double badKillsAtMost() {
        return RULE_OF_THREE / kills;
    }

    /// Both together. A failure names its seed.
    Verdict and(Verdict other) {
        return new Verdict(
                seed,
                alerts + other.alerts,
                kills + other.kills,
                terms + other.terms,
                forgetting + other.forgetting,
                deliveries + other.deliveries,
                lost + other.lost,
                ambiguous + other.ambiguous,
                visible + other.visible,
                wire + other.wire,
                unexplained + other.unexplained,
                wrong + other.wrong,
                retired + other.retired,
                early + other.early,
                imbalance + other.imbalance,
                unfinished + other.unfinished,
                both(recoveries, other.recoveries),
                both(lastRecoveries, other.lastRecoveries),
                both(findings, other.findings));
    }

    @Override
    public String toString() {
        var text = new ArrayList<String>();
        text.add(String.format(
                Locale.ROOT,
                "seed %d: %d kills and %d SIGTERMs, %d alerts, %,d deliveries looked at",
                seed,
                kills,
                terms,
                alerts,
                deliveries));
        text.add(String.format(
                Locale.ROOT,
                "  lost %d, visible duplicates %d, wrong recipients %d, wrongly retired %d, early retries %d, ledger"
                        + " imbalance %d, unfinished alerts %d",
                lost,
                visible,
                wrong,
                retired,
                early,
                imbalance,
                unfinished));
        text.add(String.format(
                Locale.ROOT,
                "  wire duplicates %d: %.1f for each of %d SIGKILLs and zombies, %d without a reason; answers lost and not"
                        + " delivered %d",
                wire,
                wirePerKill(),
                forgetting,
                unexplained,
                ambiguous));
        text.add(String.format(
                Locale.ROOT,
                "  recovery of %d watched kills: p50 %.1f s, max %.1f s (until the last batch %.1f s)",
                recoveries.size(),
                recoveryMedian(),
                recoveryMax(),
                max(lastRecoveries)));
        text.add(String.format(
                Locale.ROOT,
                "  with none bad, at 95 %%: fewer than 1 delivery in %,.0f is lost, fewer than 1 kill in %.0f does harm",
                1 / lostAtMost(),
                1 / badKillsAtMost()));
        findings.forEach(finding -> text.add("  ! " + finding));
        return String.join("\n", text);
    }

    private static double max(List<Duration> durations) {
        return durations.stream().mapToLong(Duration::toMillis).max().orElse(0) / MILLIS;
    }

    private static <T> List<T> both(List<T> one, List<T> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }
}
