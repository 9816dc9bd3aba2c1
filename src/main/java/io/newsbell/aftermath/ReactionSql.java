package io.newsbell.aftermath;

import jakarta.inject.Singleton;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

@Singleton
class ReactionSql {
    private final Jdbi jdbi;

    ReactionSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    ReactionCounts of(UUID alert) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT coalesce(sum(times) FILTER (WHERE kind = 'UNFOLLOW'), 0) AS unfollows,
                            coalesce(sum(times) FILTER (WHERE kind = 'MUTE'), 0) AS mutes,
                            coalesce(sum(times) FILTER (WHERE kind = 'PAUSE'), 0) AS pauses
                        FROM turned_away WHERE alert_id = :alert""")
                .bind("alert", alert)
                .map((row, context) ->
                        new ReactionCounts(row.getLong("unfollows"), row.getLong("mutes"), row.getLong("pauses")))
                .one());
    }
}
