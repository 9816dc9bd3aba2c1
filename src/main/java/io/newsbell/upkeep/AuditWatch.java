package io.newsbell.upkeep;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.newsbell.app.App;
import io.newsbell.app.Apps;
import io.newsbell.audit.AuditLog;
import io.newsbell.upkeep.AuditCheckSql.Checked;
import io.newsbell.work.Reading;
import io.newsbell.work.Recurring;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Goes along all audit logs now and then, so that somebody learns of a break who did not ask. What it
/// found is kept in the database: `newsbell_audit_chain_…` say the same on every node.
@Singleton
class AuditWatch implements Recurring {
    private static final Logger LOG = Logger.getLogger(AuditWatch.class);
    private static final Duration EVERY = Duration.ofHours(6);
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final Apps apps;
    private final AuditLog log;
    private final AuditCheckSql sql;
    private final Clock clock;

    AuditWatch(Apps apps, AuditLog log, AuditCheckSql sql, Clock clock, MeterRegistry metrics) {
        this.apps = apps;
        this.log = log;
        this.sql = sql;
        this.clock = clock;
        var checked = new Reading<Checked>(KEPT, sql::checked);
        Gauge.builder("newsbell.audit.chain.intact", () -> checked.value(all -> all.broken() == 0 ? 1 : 0))
                .description("1 if the last check of all audit logs found nothing changed, else 0")
                .register(metrics);
        TimeGauge.builder(
                        "newsbell.audit.chain.checked.timestamp",
                        () -> checked.value(AuditWatch::oldest),
                        TimeUnit.SECONDS)
                .description("When the audit log whose last check is the longest ago was checked, in Unix time")
                .register(metrics);
    }

    @Override
    public String name() {
        return "audit-watch";
    }

    @Override
    public Duration every() {
        return EVERY;
    }

    @Override
    public void run() {
        apps.all().forEach(this::check);
    }

    private void check(App app) {
        var verdict = log.verify(app.id());
        sql.write(app.id(), verdict.entries(), verdict.firstBroken(), clock.instant());
        if (!verdict.isIntact()) {
            LOG.errorf(
                    "The audit log of %s is broken from entry %d on: somebody has changed the database, or it was"
                            + " restored badly. See deploy/runbooks",
                    app.slug(), verdict.firstBroken().getAsLong());
        }
    }

    private static double oldest(Checked checked) {
        return checked.oldest()
                .map(Instant::getEpochSecond)
                .map(Long::doubleValue)
                .orElse(Double.NaN);
    }
}
