package io.newsbell.alert;

import io.newsbell.app.App;
import io.newsbell.audit.Act;
import io.newsbell.audit.Actor;
import io.newsbell.audit.AuditLog;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/// Stops everything that an app sends, and lets it go on. What is under way is stopped for good; what comes
/// while it is stopped is held for a person, or refused.
@ApplicationScoped
public class SendingSwitch {
    private static final Logger LOG = Logger.getLogger(SendingSwitch.class);
    private static final String SUBJECT = "sending";

    private final Jdbi jdbi;
    private final Alerts alerts;
    private final AlertSql sql;
    private final Brake brake;
    private final AuditLog audit;
    private final Clock clock;

    SendingSwitch(Jdbi jdbi, Alerts alerts, AlertSql sql, Brake brake, AuditLog audit, Clock clock) {
        this.jdbi = jdbi;
        this.alerts = alerts;
        this.sql = sql;
        this.brake = brake;
        this.audit = audit;
        this.clock = clock;
    }

    /// Since when everything is stopped; empty if it is not.
    @Transactional
    public Optional<Instant> stoppedSince(long appId) {
        return jdbi.withHandle(
                db -> db.createQuery("SELECT stopped_at FROM app WHERE id = :app AND stopped_at IS NOT NULL")
                        .bind("app", appId)
                        .mapTo(Instant.class)
                        .findOne());
    }

    /// @throws Problem `sending_stopped` if everything is stopped
    public void require(App app) {
        if (stoppedSince(app.id()).isPresent()) {
            throw new Problem(
                    ErrorCode.SENDING_STOPPED,
                    "All sending of %s is stopped. Somebody who runs it lets it go on at the desk."
                            .formatted(app.name()));
        }
    }

    /// Within a second nothing more goes out but what is on the wire. Again it stops what has come meanwhile.
    ///
    /// @return how many alerts were stopped
    @Transactional
    public int stop(App app, Actor by) {
        brake.press(app.id(), sql.underWay(app.id()));
        jdbi.useHandle(db -> db.createUpdate("UPDATE app SET stopped_at = coalesce(stopped_at, :now) WHERE id = :app")
                .bind("now", clock.instant())
                .bind("app", app.id())
                .execute());
        var stopped = (int) sql.underWay(app.id()).stream()
                .filter(id -> alerts.stop(id, "Everything was stopped by %s.".formatted(by.words())))
                .count();
        LOG.warnf("All sending of %s is stopped by %s, and with it %d alerts", app.slug(), by.words(), stopped);
        audit.record(app.id(), by, Act.SENDING_STOPPED, SUBJECT, Map.of("alerts", String.valueOf(stopped)));
        return stopped;
    }

    /// What was stopped stays so.
    @Transactional
    public void resume(App app, Actor by) {
        var changed = jdbi.withHandle(
                db -> db.createUpdate("UPDATE app SET stopped_at = NULL WHERE id = :app AND stopped_at IS NOT NULL")
                                .bind("app", app.id())
                                .execute()
                        == 1);
        if (changed) {
            audit.record(app.id(), by, Act.SENDING_RESUMED, SUBJECT);
        }
    }
}
