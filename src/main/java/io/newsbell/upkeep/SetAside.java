package io.newsbell.upkeep;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.newsbell.audit.Act;
import io.newsbell.audit.Actor;
import io.newsbell.audit.AuditLog;
import io.newsbell.wave.BatchReady;
import io.newsbell.work.Reading;
import io.newsbell.work.Work;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Batches that failed again and again in a way that nobody foresaw. They harm no other and wait for people;
/// when their alert expires, what is left of them is settled as expired.
@ApplicationScoped
public class SetAside {
    private static final Duration KEPT = Duration.ofSeconds(5);

    private final SetAsideSql sql;
    private final Work work;
    private final AuditLog log;

    SetAside(SetAsideSql sql, Work work, AuditLog log) {
        this.sql = sql;
        this.work = work;
        this.log = log;
    }

    /// `newsbell_batches_set_aside`: anything but 0 wants a person.
    void register(@Observes StartupEvent event, MeterRegistry metrics) {
        var count = new Reading<Long>(KEPT, sql::count);
        Gauge.builder("newsbell.batches.set.aside", () -> count.value(Long::doubleValue))
                .description("Batches whose sending failed three times; their phones do not ring")
                .register(metrics);
    }

    @Transactional
    public List<Batch> list(long app) {
        return sql.list(app);
    }

    /// Whatever was wrong is mended: it is tried again at once. One that is not set aside is left alone.
    ///
    /// @return false if the app has no such batch
    @Transactional
    public boolean release(long app, long batch, Actor by) {
        if (sql.release(app, batch)) {
            work.hasten(BatchReady.STEP, batch);
            log.record(app, by, Act.BATCH_RELEASED, "batch:" + batch);
        }
        return sql.isOf(app, batch);
    }

    /// @param devices   that are not told yet
    /// @param expiresAt until then it can be released
    @Schema(name = "SetAsideBatch")
    public record Batch(
            @Schema(examples = "4711") long batchId,
            UUID alertId,
            @Schema(examples = "2000") long devices,
            @Schema(examples = "2026-11-25T08:30:00Z") Instant setAsideAt,

            @Schema(examples = "java.lang.IllegalStateException: the topic is gone")
            String reason,

            @Schema(examples = "2026-11-25T09:30:00Z") Instant expiresAt) {}
}
