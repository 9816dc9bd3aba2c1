package io.newsbell.work;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.serializer.JacksonSerializer;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.DeadExecutionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/// db-scheduler, started last and stopped first: no work is taken before everything that does it is there.
@Singleton
class WorkScheduler {
    private static final Logger LOG = Logger.getLogger(WorkScheduler.class);
    private static final int AFTER_EVERYTHING_ELSE = 10_000;
    private static final int BEFORE_EVERYTHING_ELSE = 1;
    private static final int MISSED_HEARTBEATS = 6;

    /// Work of a paused step is looked at again after so long: shorter costs a write for each piece each
    /// time.
    static final Duration PUT_OFF = Duration.ofSeconds(10);

    private final Scheduler scheduler;
    private final int concurrency;
    private final Map<String, StepMetrics> metrics;
    private final MeterRegistry registry;
    private final PausedSteps paused;
    private volatile boolean isStarted;

    WorkScheduler(
            AgroalDataSource dataSource,
            @All List<Worker<?>> workers,
            @All List<Recurring> recurring,
            PausedSteps paused,
            WorkConfig config,
            Clock clock,
            ObjectMapper json,
            MeterRegistry registry) {
        this.concurrency = config.concurrency();
        this.registry = registry;
        this.paused = paused;
        this.metrics = workers.stream()
                .map(worker -> worker.step().name())
                .collect(Collectors.toUnmodifiableMap(step -> step, step -> new StepMetrics(step, registry, clock)));
        var tasks = workers.stream().<Task<?>>map(worker -> task(worker)).toList();
        this.scheduler = Scheduler.create(dataSource, tasks)
                .startTasks(recurring.stream().map(this::task).toList())
                .schedulerName(new SchedulerName.Fixed(UUID.randomUUID().toString()))
                .clock(clock::instant)
                .serializer(new JacksonSerializer(json))
                .pollingInterval(config.pollEvery())
                .heartbeatInterval(config.heartbeat())
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .threads(concurrency)
                .executorService(Executors.newVirtualThreadPerTaskExecutor())
                .pollUsingLockAndFetch(0.5, 1.0)
                .enablePriority()
                .shutdownMaxWait(Duration.ofSeconds(20))
                .build();
    }

    void start(@Observes @Priority(AFTER_EVERYTHING_ELSE) StartupEvent event) {
        scheduler.start();
        isStarted = true;
    }

    void stop(@Observes @Priority(BEFORE_EVERYTHING_ELSE) ShutdownEvent event) {
        scheduler.stop();
    }

    /// Heartbeats go on meanwhile, so that nobody takes over what this node is doing.
    void take(boolean work) {
        if (work) {
            scheduler.resume();
            wake();
        } else {
            scheduler.pause();
        }
    }

    boolean isTaking() {
        return !scheduler.getSchedulerState().isPaused();
    }

    /// Whether it ran once and does no more. One that takes no work because people want it so is alive.
    boolean hasStopped() {
        return isStarted
                && (scheduler.getSchedulerState().isShuttingDown()
                        || !scheduler.getSchedulerState().isStarted());
    }

    SchedulerClient client() {
        return scheduler;
    }

    boolean isCrowded() {
        return crowded() >= 1;
    }

    /// How much of what this node may do at the same time it does, from 0 to 1.
    double crowded() {
        return (double) running() / concurrency;
    }

    int running() {
        return scheduler.getCurrentlyExecuting().size();
    }

    StepMetrics metrics(Step<?> step) {
        return metrics(step.name());
    }

    StepMetrics metrics(String step) {
        return Objects.requireNonNull(metrics.get(step), step);
    }

    void wake() {
        scheduler.triggerCheckForDueExecutions();
    }

    private <T extends Record> Task<T> task(Worker<T> worker) {
        var step = worker.step();
        var measured = metrics(step);
        return Tasks.custom(step.name(), step.event())
                .onFailure(failure(step))
                .onDeadExecution(takeover(measured::takenOver))
                .execute((work, context) -> paused.has(step.name())
                        ? again(PUT_OFF)
                        : switch (measured.measure(
                                () -> held(context.getExecution(), () -> worker.work(work.getData())))) {
                            case Worker.Result.Done() -> new CompletionHandler.OnCompleteRemove<T>();
                            case Worker.Result.NotNow(Duration after) -> again(after);
                        });
    }

    private <T> CompletionHandler<T> again(Duration after) {
        return (done, queue) -> {
            queue.reschedule(done, done.getTimeDone().plus(after));
            if (after.isZero()) {
                // It went to the end of the queue, and does not wait for the next poll.
                wake();
            }
        };
    }

    private static <R> R held(Execution execution, ScopedValue.CallableOp<R, RuntimeException> work) {
        var held = new Held(execution.getTaskName(), execution.getId(), execution.version);
        MDC.put("step", held.step());
        try {
            return ScopedValue.where(Held.CURRENT, held).call(work);
        } finally {
            MDC.clear();
        }
    }

    private RecurringTask<Void> task(Recurring recurring) {
        var failures = Counter.builder("newsbell.recurring.failures")
                .description("Turns of what recurs that have failed")
                .tag("task", recurring.name())
                .register(registry);
        return Tasks.recurring(recurring.name(), FixedDelay.of(recurring.every()))
                .defaultPriority(io.newsbell.work.Priority.LEISURELY.value())
                .onDeadExecution(takeover(() -> {}))
                .execute((work, context) -> {
                    try {
                        recurring.run();
                    } catch (RuntimeException e) {
                        failures.increment();
                        throw e;
                    }
                });
    }

    /// Takes up again what a node that died was doing. A heartbeat that is only late, because the machine is
    /// busy, is no death: what this node still does itself it must not do twice. Work whose end could not be
    /// written is not being done any more, and is taken up again.
    private <T> DeadExecutionHandler<T> takeover(Runnable counting) {
        var revive = new DeadExecutionHandler.ReviveDeadExecution<T>();
        return (dead, queue) -> {
            if (isDoneHere(dead.getExecution())) {
                LOG.warnf(
                        "The heartbeat of %s %s is late: the machine or the database has too much to do",
                        dead.getExecution().getTaskName(), dead.getExecution().getId());
            } else {
                counting.run();
                revive.deadExecution(dead, queue);
            }
        };
    }

    private boolean isDoneHere(Execution execution) {
        return scheduler.getCurrentlyExecuting().stream()
                .anyMatch(here -> here.getTaskInstance().equals(execution.taskInstance));
    }

    /// Again after 1 s, 2 s, 4 s … up to 5 minutes: a database that was away for a minute costs about one
    /// more.
    private static <T extends Record> FailureHandler<T> failure(Step<T> step) {
        return (failed, queue) -> {
            int failures = failed.getExecution().consecutiveFailures;
            var pause = Duration.ofSeconds(Math.min(300, 1L << Math.min(failures, 9)));
            LOG.errorf(
                    failed.getCause().orElse(null),
                    "Step %s failed for %s (time %d); it is tried again in %s",
                    step.name(),
                    failed.getExecution().taskInstance.getId(),
                    failures + 1,
                    pause);
            queue.reschedule(failed, failed.getTimeDone().plus(pause));
        };
    }
}
