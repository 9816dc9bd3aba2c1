package io.newsbell.upkeep;

import io.newsbell.alert.Alert;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.logging.Logger;

/// Whether an alert's account adds up, and its repair: matched = suppressed + planned + waiting. Counts are
/// kept beside the sets that they are counted from, so a count that is wrong can be told from a device that is
/// lost.
@ApplicationScoped
class Balance {
    private static final Logger LOG = Logger.getLogger(Balance.class);

    private final BalanceSql sql;

    Balance(BalanceSql sql) {
        this.sql = sql;
    }

    @Transactional
    Report look(Alert alert) {
        return report(alert.id(), findings(alert.id()), false);
    }

    /// Counts anew what is counted wrongly. If the sets themselves do not add up, matched follows them: it is
    /// the only one of which no set is kept.
    @Transactional
    Report repair(Alert alert) {
        var id = alert.id();
        sql.lock(id);
        var findings = findings(id);
        sql.suppressions(id).stream().filter(each -> !each.isRight()).forEach(sql::countSuppression);
        sql.waiting(id).stream().filter(each -> !each.isRight()).forEach(sql::countWaiting);
        sql.batches(id).stream().filter(each -> !each.isRight()).forEach(sql::countBatch);
        var sides = sql.sides(id);
        if (sides.imbalance() != 0) {
            findings.add(new Finding(
                    "matched",
                    sides.matched(),
                    sides.matched() - sides.imbalance(),
                    "The sets that are kept hold another number of devices than were matched; each is in one of them, so"
                            + " matched is what they hold."));
            sql.addMatched(id, -sides.imbalance());
        }
        findings.forEach(finding -> LOG.warnf(
                "Account of alert %s repaired: %s was %d and is %d. %s",
                id, finding.what(), finding.was(), finding.is(), finding.sentence()));
        return report(id, findings, true);
    }

    private Report report(UUID alert, List<Finding> findings, boolean repaired) {
        var sides = sql.sides(alert);
        return new Report(
                alert,
                sides.matched(),
                sides.suppressed(),
                sides.planned(),
                sides.waiting(),
                sides.imbalance(),
                repaired,
                findings);
    }

    private List<Finding> findings(UUID alert) {
        var findings = new ArrayList<Finding>();
        sql.suppressions(alert).stream()
                .filter(each -> !each.isRight())
                .map(each -> new Finding(
                        "suppressed." + each.name(),
                        each.counted(),
                        each.held(),
                        "The number beside the set of devices that were left out is not the number in the set."))
                .forEach(findings::add);
        sql.waiting(alert).stream()
                .filter(each -> !each.isRight())
                .map(each -> new Finding(
                        "waiting." + each.name(),
                        each.counted(),
                        each.held(),
                        "The number beside the set of devices that wait is not the number in the set."))
                .forEach(findings::add);
        sql.batches(alert).stream()
                .filter(batch -> !batch.isRight())
                .map(batch -> new Finding(
                        "batch." + batch.id(),
                        sum(batch.counts()),
                        sum(batch.held()),
                        "The numbers of the batch's outcomes are not those of the outcomes that were recorded."))
                .forEach(findings::add);
        return findings;
    }

    private static long sum(List<Integer> counts) {
        return counts.stream().mapToLong(Integer::longValue).sum();
    }

    /// @param imbalance matched less the sum of the others; 0 is right
    /// @param repaired  whether the findings have been put right
    @Schema(name = "Balance")
    record Report(
            UUID alertId,
            long matched,
            long suppressed,
            long planned,
            long waiting,
            long imbalance,
            boolean repaired,
            List<Finding> findings) {}

    /// @param what of the account
    @Schema(name = "BalanceFinding")
    record Finding(
            @Schema(examples = "matched") String what,
            @Schema(examples = "43211") long was,
            @Schema(examples = "43210") long is,

            @Schema(examples = "The number beside the set of devices that wait is not the number in the set.")
            String sentence) {}
}
