package io.newsbell.audience;

import jakarta.inject.Singleton;
import org.jdbi.v3.core.Jdbi;

@Singleton
class ReachSql {
    private final Jdbi jdbi;

    ReachSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    long devices(long app) {
        return jdbi.withHandle(
                db -> db.createQuery("""
                        SELECT count(*) FROM device
                        WHERE app_id = :app AND retired_at IS NULL AND address IS NOT NULL""").bind("app", app).mapTo(Long.class).one());
    }
}
