package io.newsbell.work;

import jakarta.inject.Singleton;
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
}
