package io.newsbell.alert;

import io.newsbell.audit.Act;
import io.newsbell.audit.Actor;
import io.newsbell.work.Priority;
import io.newsbell.work.Work;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Corrects alerts that phones have shown, and takes them back. Both raise the version: a phone shows an
/// older one never again.
@ApplicationScoped
public class Amendments {
    /// How long after its expiry an alert that was sent can be corrected. Later hardly anybody has it on a
    /// screen any more, and a correction would be news from yesterday.
    static final Duration CORRECTABLE = Duration.ofHours(24);

    private static final String WITHDRAWN = "The newsroom took the article back.";

    private final AlertSql sql;
    private final AmendmentSql amendments;
    private final Alerts alerts;
    private final Work work;
    private final AlertActs acts;
    private final Clock clock;

    Amendments(AlertSql sql, AmendmentSql amendments, Alerts alerts, Work work, AlertActs acts, Clock clock) {
        this.sql = sql;
        this.amendments = amendments;
        this.alerts = alerts;
        this.work = work;
        this.acts = acts;
        this.clock = clock;
    }

    /// To say what it says already changes nothing.
    ///
    /// @return false if its state does not allow it
    @Transactional
    public boolean correct(UUID id, Correction correction, Actor by) {
        var alert = alerts.lock(id);
        if (!isCorrectable(alert)) {
            return false;
        }
        if (correction.changes(alert)) {
            amendments.correct(id, correction);
            amend(id, AmendmentKind.CORRECTION, alert.level() == AlertLevel.BREAKING);
            var after = alerts.lock(id);
            acts.record(
                    Act.ALERT_CORRECTED,
                    after,
                    by,
                    Map.of("body", after.body(), "titleBefore", alert.title(), "bodyBefore", alert.body()));
        }
        return true;
    }

    /// Nobody is told any more, and who was told can see it. Again it changes nothing.
    ///
    /// @return false if nobody was ever to be told
    @Transactional
    public boolean recall(UUID id, Actor by) {
        var alert = alerts.lock(id);
        return switch (alert.state()) {
            case HELD, DISMISSED, EXPIRED -> false;
            case APPROVED, SENDING, SENT, STOPPED -> {
                alerts.stop(id, "Recalled by %s.".formatted(by.words()));
                if (withdraw(id)) {
                    acts.record(Act.ALERT_RECALLED, alert, by);
                }
                yield true;
            }
        };
    }

    /// The newsroom has taken the article back.
    @Transactional
    void takeBack(long articleId) {
        sql.ofArticles(List.of(articleId)).forEach(alert -> {
            if (!alerts.stop(alert.id(), WITHDRAWN)) {
                sql.advance(alert.id(), AlertState.DISMISSED, WITHDRAWN);
            }
            withdraw(alert.id());
        });
    }

    /// False if it was withdrawn before.
    private boolean withdraw(UUID id) {
        var withdrawn = amendments.withdraw(id, clock.instant());
        if (withdrawn) {
            amend(id, AmendmentKind.RECALL, true);
        }
        return withdrawn;
    }

    private void amend(UUID id, AmendmentKind kind, boolean isUrgent) {
        var amended = new AlertAmended(id, amendments.raise(id, kind, clock.instant()));
        work.put(AlertAmended.STEP, amended.key(), amended, isUrgent ? Priority.BREAKING : Priority.USUAL);
    }

    private boolean isCorrectable(Alert alert) {
        return !amendments.isWithdrawn(alert.id())
                && switch (alert.state()) {
                    case APPROVED, SENDING -> true;
                    case SENT -> clock.instant().isBefore(alert.expiresAt().plus(CORRECTABLE));
                    case HELD, DISMISSED, STOPPED, EXPIRED -> false;
                };
    }
}
