package io.newsbell.work;

import jakarta.inject.Singleton;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/// Steps whose work is put off until somebody lets them go on. All nodes heed it within two seconds; what
/// is being done is done to its end. To be called in a transaction by who writes down who did it.
@Singleton
public class PausedSteps {
    private static final Logger LOG = Logger.getLogger(PausedSteps.class);

    /// Work is taken hundreds of times a second, and each time the question is asked.
    private static final Duration KEPT = Duration.ofSeconds(1);

    private final Jdbi jdbi;
    private final TransactionSynchronizationRegistry transaction;
    private volatile Known known = stale(Set.of());

    PausedSteps(Jdbi jdbi, TransactionSynchronizationRegistry transaction) {
        this.jdbi = jdbi;
        this.transaction = transaction;
    }

    /// @param by in words
    /// @return false if it was paused before
    public boolean pause(String step, String by, Instant now) {
        transaction.registerInterposedSynchronization(new LookAgain());
        return jdbi.withHandle(db -> db.createUpdate("""
                                INSERT INTO paused_step (step, paused_at, paused_by) VALUES (:step, :now, :by)
                                ON CONFLICT DO NOTHING""")
                        .bind("step", step)
                        .bind("now", now)
                        .bind("by", by)
                        .execute())
                > 0;
    }

    /// @return false if it was not paused
    public boolean resume(String step) {
        transaction.registerInterposedSynchronization(new LookAgain());
        return jdbi.withHandle(db -> db.createUpdate("DELETE FROM paused_step WHERE step = :step")
                        .bind("step", step)
                        .execute())
                > 0;
    }

    /// By the name of the step.
    public Map<String, Pause> all() {
        return jdbi.withHandle(db -> db.createQuery("SELECT step, paused_at, paused_by FROM paused_step")
                .map((row, context) -> Map.entry(
                        row.getString("step"),
                        new Pause(row.getTimestamp("paused_at").toInstant(), row.getString("paused_by"))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /// As it was within the last second. While the database does not say, as it last said.
    boolean has(String step) {
        var current = known;
        return (current.isFresh() ? current : refreshed()).steps.contains(step);
    }

    /// Who comes meanwhile waits: what was known an hour ago may be wrong.
    private synchronized Known refreshed() {
        if (!known.isFresh()) {
            var steps = known.steps;
            try {
                steps = Set.copyOf(all().keySet());
            } catch (RuntimeException e) {
                LOG.warnf("Which steps are paused cannot be read (%s); it stays as it was", e.getMessage());
            }
            known = new Known(steps, System.nanoTime());
        }
        return known;
    }

    private static Known stale(Set<String> steps) {
        return new Known(steps, System.nanoTime() - 2 * KEPT.toNanos());
    }

    /// On the node where it was done it counts at once.
    private final class LookAgain implements Synchronization {
        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            known = stale(known.steps);
        }
    }

    /// @param by in words
    public record Pause(Instant since, String by) {}

    private record Known(Set<String> steps, long readAt) {
        boolean isFresh() {
            return System.nanoTime() - readAt < KEPT.toNanos();
        }
    }
}
