package io.newsbell.canary;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// The one row, changed only if it is still what was seen, and the rows that each canary leaves.
@Singleton
class CanarySql {
    /// At a time. Each that comes takes more than one away, so that they become no more.
    private static final int PORTION = 20;

    private final Jdbi jdbi;

    CanarySql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Run last() {
        return jdbi.withHandle(db -> db.createQuery("SELECT * FROM canary")
                .map((row, context) -> run(row))
                .one());
    }

    /// The next one's turn; in the caller's transaction.
    ///
    /// @return false if somebody else took it
    boolean begin(Run last, Instant now) {
        return jdbi.withHandle(db -> db.createUpdate("""
                        UPDATE canary SET number = number + 1, article_id = NULL, published_at = :now, ended_at = NULL
                        WHERE number = :number""")
                        .bind("number", last.number())
                        .bind("now", now)
                        .execute()
                == 1);
    }

    void article(long article) {
        jdbi.useHandle(db -> db.execute("UPDATE canary SET article_id = ?", article));
    }

    /// @return false if somebody else has judged it
    boolean succeed(Run run, Instant at, Instant now) {
        return jdbi.withHandle(db -> db.createUpdate("""
                        UPDATE canary SET ended_at = :now, failure = NULL, last_success_at = :at, took_millis = :took
                        WHERE number = :number AND ended_at IS NULL""")
                        .bind("number", run.number())
                        .bind("now", now)
                        .bind("at", at)
                        .bind("took", run.since(at).toMillis())
                        .execute()
                == 1);
    }

    /// @return false if somebody else has judged it
    boolean fail(Run run, String failure, Instant now) {
        return jdbi.withHandle(db -> db.createUpdate("""
                        UPDATE canary SET ended_at = :now, failure = :failure
                        WHERE number = :number AND ended_at IS NULL""")
                        .bind("number", run.number())
                        .bind("now", now)
                        .bind("failure", failure)
                        .execute()
                == 1);
    }

    /// The oldest of an app's articles, and all that came of them. In the caller's transaction.
    ///
    /// @return how many articles
    int forget(long app, Instant before) {
        return jdbi.withHandle(db -> {
            var articles = db.createQuery("""
                            SELECT id FROM article WHERE app_id = :app AND received_at < :before
                            ORDER BY received_at LIMIT :portion""")
                    .bind("app", app)
                    .bind("before", before)
                    .bind("portion", PORTION)
                    .mapTo(Long.class)
                    .list();
            var stories =
                    ids(db, "SELECT story_id FROM article_story WHERE article_id = ANY (:ids)", Long.class, articles);
            var alerts = ids(db, "SELECT id FROM alert WHERE article_id = ANY (:ids)", UUID.class, articles);
            delete(db, "DELETE FROM wave WHERE alert_id = ANY (:ids)", UUID.class, alerts);
            delete(db, "DELETE FROM alert WHERE id = ANY (:ids)", UUID.class, alerts);
            delete(db, "DELETE FROM article WHERE id = ANY (:ids)", Long.class, articles);
            delete(db, "DELETE FROM story WHERE id = ANY (:ids)", Long.class, stories);
            return articles.size();
        });
    }

    private static <T> List<T> ids(Handle db, String sql, Class<T> type, List<Long> articles) {
        return db.createQuery(sql)
                .bindArray("ids", Long.class, articles)
                .mapTo(type)
                .list();
    }

    private static <T> void delete(Handle db, String sql, Class<T> type, List<T> ids) {
        db.createUpdate(sql).bindArray("ids", type, ids).execute();
    }

    private static Run run(ResultSet row) throws SQLException {
        var took = row.getLong("took_millis");
        return new Run(
                row.getLong("number"),
                row.getLong("article_id"),
                instant(row.getTimestamp("published_at")),
                instant(row.getTimestamp("ended_at")),
                Optional.ofNullable(row.getString("failure")),
                instant(row.getTimestamp("last_success_at")),
                Duration.ofMillis(took));
    }

    private static Optional<Instant> instant(@Nullable Timestamp time) {
        return Optional.ofNullable(time).map(Timestamp::toInstant);
    }

    /// @param number    of the last one; 0 if there was none yet
    /// @param failure   of the last one that has ended
    /// @param took      the last one that arrived
    record Run(
            long number,
            long articleId,
            Optional<Instant> publishedAt,
            Optional<Instant> endedAt,
            Optional<String> failure,
            Optional<Instant> lastSuccessAt,
            Duration took) {
        boolean isUnderWay() {
            return publishedAt.isPresent() && endedAt.isEmpty();
        }

        Duration since(Instant at) {
            return Duration.between(publishedAt.orElseThrow(), at);
        }
    }
}
