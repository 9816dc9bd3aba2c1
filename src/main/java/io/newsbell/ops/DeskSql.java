package io.newsbell.ops;

import jakarta.inject.Singleton;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

@Singleton
class DeskSql {
    private final Jdbi jdbi;

    DeskSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Waiting waiting(Instant now) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT (SELECT count(*) FROM alert WHERE state = 'HELD' AND expires_at > :now) AS held,
                            (SELECT count(*) FROM app WHERE stopped_at IS NOT NULL) AS stopped""")
                .bind("now", now)
                .map((row, context) -> new Waiting(row.getLong("held"), row.getLong("stopped")))
                .one());
    }

    /// @param held        alerts whose time has not passed
    /// @param stoppedApps of which nothing is sent
    record Waiting(long held, long stoppedApps) {}
}
