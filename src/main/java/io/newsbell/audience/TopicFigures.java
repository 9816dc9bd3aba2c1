package io.newsbell.audience;

import io.newsbell.work.Recurring;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/// Counts how popular each topic is and how often it rings, for the catalogue. Exact at the time of
/// counting.
@Singleton
class TopicFigures implements Recurring {
    private static final Duration LOOK_BACK = Duration.ofDays(14);
    private static final double WEEKS = 2;

    private final Jdbi jdbi;
    private final FiguresConfig config;
    private final Clock clock;

    TopicFigures(Jdbi jdbi, FiguresConfig config, Clock clock) {
        this.jdbi = jdbi;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "topic-figures";
    }

    @Override
    public Duration every() {
        return config.countEvery();
    }

    @Override
    public void run() {
        count(clock.instant());
    }

    /// One statement, so that no reader of the catalogue sees half of it. Of the keywords only those that
    /// somebody follows have a row. What goes into digests only does not ring.
    private void count(Instant now) {
        jdbi.useHandle(db -> db.createUpdate("""
                        WITH follows AS (
                            SELECT topic_id, count(*) AS followers FROM subscription
                            WHERE until IS NULL OR until > :now GROUP BY topic_id),
                        alerts AS (
                            SELECT topic_id, count(*) AS every,
                                count(*) FILTER (WHERE level IN ('BREAKING', 'TOP')) AS important
                            FROM alert, unnest(topics) AS topic_id
                            WHERE created_at > :since AND created_at <= :now AND state IN ('SENDING', 'SENT')
                                AND level <> 'DIGEST'
                            GROUP BY topic_id)
                        INSERT INTO topic_figures (topic_id, followers, weekly_every, weekly_important, counted_at)
                        SELECT topic.id, coalesce(followers, 0), coalesce(every, 0) / :weeks,
                            coalesce(important, 0) / :weeks, :now
                        FROM topic LEFT JOIN follows ON follows.topic_id = topic.id
                            LEFT JOIN alerts ON alerts.topic_id = topic.id
                        WHERE kind NOT IN ('KEYWORD', 'STORY') OR followers > 0
                        ON CONFLICT (topic_id) DO UPDATE SET followers = excluded.followers,
                            weekly_every = excluded.weekly_every, weekly_important = excluded.weekly_important,
                            counted_at = excluded.counted_at""")
                .bind("now", now)
                .bind("since", now.minus(LOOK_BACK))
                .bind("weeks", WEEKS)
                .execute());
    }
}
