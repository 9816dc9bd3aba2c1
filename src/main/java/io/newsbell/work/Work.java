package io.newsbell.work;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;

/// Puts work for a later step.
@ApplicationScoped
public class Work {
    private final WorkScheduler scheduler;
    private final WorkSql sql;
    private final TransactionSynchronizationRegistry transaction;
    private final Clock clock;

    Work(WorkScheduler scheduler, WorkSql sql, TransactionSynchronizationRegistry transaction, Clock clock) {
        this.scheduler = scheduler;
        this.sql = sql;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Puts `event` for its step's worker, in the caller's transaction: it is worked on if and only if that
    /// commits. While work of the same step and key waits, putting it again changes nothing.
    @Transactional(Transactional.TxType.MANDATORY)
    public <T extends Record> void put(Step<T> step, Object key, T event, Priority priority) {
        put(step, key, event, priority, clock.instant());
    }

    /// The same for what is not to be worked on before that time.
    @Transactional(Transactional.TxType.MANDATORY)
    public <T extends Record> void put(Step<T> step, Object key, T event, Priority priority, Instant at) {
        boolean isNew = scheduler.client().scheduleIfNotExists(task(step, key, event, priority), at);
        transaction.registerInterposedSynchronization(
                new WakeAfterCommit(isNew ? scheduler.metrics(step)::put : () -> {}));
    }

    /// What waits for a later time is worked on now. Changes nothing if nothing of that key waits.
    @Transactional(Transactional.TxType.MANDATORY)
    public <T extends Record> void hasten(Step<T> step, Object key) {
        var task = TaskInstanceId.of(step.name(), key.toString());
        if (scheduler.client().getScheduledExecution(task).isPresent()) {
            scheduler.client().reschedule(task, clock.instant());
            transaction.registerInterposedSynchronization(new WakeAfterCommit(() -> {}));
        }
    }

    /// Whether what this thread works on is still its own, until the caller's transaction ends. A node that
    /// was asleep for long has lost it, and must not take anything away from who has it now. True for who
    /// works on nothing.
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean isStillHeld() {
        return !Held.CURRENT.isBound() || sql.isHeld(Held.CURRENT.get());
    }

    /// Whether this node does as much at the same time as it may, so that more would have to wait.
    public boolean isCrowded() {
        return scheduler.isCrowded();
    }

    private static <T extends Record> TaskInstance<T> task(Step<T> step, Object key, T event, Priority priority) {
        return new TaskInstance.Builder<T>(step.name(), key.toString())
                .data(event)
                .priority(priority.value())
                .build();
    }

    /// Without it the work would wait for the next poll.
    private final class WakeAfterCommit implements Synchronization {
        private final Runnable counting;

        WakeAfterCommit(Runnable counting) {
            this.counting = counting;
        }

        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                counting.run();
                scheduler.wake();
            }
        }
    }
}
