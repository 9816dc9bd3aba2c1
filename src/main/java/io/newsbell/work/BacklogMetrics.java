package io.newsbell.work;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.newsbell.work.WorkSql.Backlog;
import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What waits for each step, and when what recurs was last done. It is read from the database, so that
/// every node says the same: take the maximum of the nodes, never the sum.
@Startup
@Singleton
class BacklogMetrics {
    /// However often it is scraped.
    private static final Duration KEPT = Duration.ofSeconds(5);

    private final Reading<Known> known;
    private final Clock clock;

    BacklogMetrics(
            WorkSql sql,
            @All List<Worker<?>> workers,
            @All List<Recurring> recurring,
            WorkScheduler scheduler,
            Clock clock,
            MeterRegistry registry) {
        this.clock = clock;
        var tasks = recurring.stream().map(Recurring::name).toList();
        this.known = new Reading<>(KEPT, () -> new Known(sql.backlog(clock.instant()), sql.lastSuccess(tasks)));
        workers.forEach(worker -> register(worker.step().name(), registry));
        recurring.forEach(task -> register(task, registry));
        Gauge.builder("newsbell.step.crowded", scheduler, WorkScheduler::crowded)
                .description("Share of the work that this node may do at the same time that it is doing, from 0 to 1")
                .register(registry);
    }

    private void register(String step, MeterRegistry registry) {
        Gauge.builder(
                        "newsbell.step.waiting",
                        () -> known.value(all -> (double) all.backlog(step).waiting()))
                .description("Work of the step that is due and that nobody has taken")
                .tag("step", step)
                .register(registry);
        TimeGauge.builder(
                        "newsbell.step.oldest.waiting",
                        () -> known.value(all -> age(all.backlog(step))),
                        TimeUnit.SECONDS)
                .description(
                        "How long the oldest work of the step has been due that nobody has taken; 0 if there is none")
                .tag("step", step)
                .register(registry);
    }

    private void register(Recurring task, MeterRegistry registry) {
        TimeGauge.builder(
                        "newsbell.recurring.last.done.timestamp",
                        () -> known.value(all -> all.lastDone(task)),
                        TimeUnit.SECONDS)
                .description("When what recurs was last done without a failure, in Unix time")
                .tag("task", task.name())
                .register(registry);
        TimeGauge.builder("newsbell.recurring.interval", () -> task.every().toMillis() / 1e3, TimeUnit.SECONDS)
                .description("How long after one end the next turn begins")
                .tag("task", task.name())
                .register(registry);
    }

    private double age(Backlog backlog) {
        return backlog.oldest()
                .map(due -> Math.max(0, Duration.between(due, clock.instant()).toMillis() / 1e3))
                .orElse(0.0);
    }

    private record Known(Map<String, Backlog> backlog, Map<String, Instant> lastSuccess) {
        Backlog backlog(String step) {
            return backlog.getOrDefault(step, Backlog.NOTHING);
        }

        double lastDone(Recurring task) {
            var last = lastSuccess.get(task.name());
            return last == null ? Double.NaN : last.toEpochMilli() / 1e3;
        }
    }
}
