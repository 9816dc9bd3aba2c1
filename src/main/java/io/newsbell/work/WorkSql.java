package io.newsbell.work;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/// What db-scheduler has no word for.
@Singleton
class WorkSql {
    private final Jdbi jdbi;

    WorkSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Keeps others from taking it over until the transaction ends.
    boolean isHeld(Held held) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT 1 FROM scheduled_tasks
                        WHERE task_name = :step AND task_instance = :key AND version = :version AND picked FOR SHARE""")
                .bind("step", held.step())
                .bind("key", held.key())
                .bind("version", held.version())
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
    }

    /// What is due and not taken, by step.
    Map<String, Backlog> backlog(Instant now) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT task_name, count(*) AS waiting, min(execution_time) AS oldest FROM scheduled_tasks
                        WHERE NOT picked AND execution_time <= :now GROUP BY task_name""")
                .bind("now", now)
                .map((row, context) -> Map.entry(
                        row.getString("task_name"),
                        new Backlog(
                                row.getLong("waiting"),
                                Optional.of(row.getTimestamp("oldest").toInstant()))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /// When what recurs last succeeded; what never did is missing.
    Map<String, Instant> lastSuccess(List<String> tasks) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT task_name, max(last_success) AS last FROM scheduled_tasks
                        WHERE task_name = ANY (:tasks) AND last_success IS NOT NULL GROUP BY task_name""")
                .bindArray("tasks", String.class, tasks)
                .map((row, context) -> Map.entry(
                        row.getString("task_name"), row.getTimestamp("last").toInstant()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /// @param oldest since when it has been due
    record Backlog(long waiting, Optional<Instant> oldest) {
        static final Backlog NOTHING = new Backlog(0, Optional.empty());
    }
}
