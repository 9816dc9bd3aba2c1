package io.newsbell.bench;

import io.newsbell.process.Publisher.Published;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/// When one article came how far, in ms since it was sent. `matched` to `planned` are taken inside the step's
/// transaction, a commit before the next step can begin.
///
/// @param accepted the 202 was here
/// @param first    the first phone rang
/// @param last     the last phone rang
/// @param recorded every outcome was in the database
record Stages(
        double accepted, double matched, double decided, double planned, double first, double last, double recorded) {
    private static final double NANOS_PER_MILLI = 1e6;

    /// Newsbell does not keep when it matched an article, so the benchmark's database does.
    static void prepare(Connection db) throws SQLException {
        try (var statement = db.createStatement()) {
            statement.execute("ALTER TABLE article_match ADD bench_at timestamptz DEFAULT clock_timestamp()");
            statement.execute("ANALYZE");
        }
    }

    static boolean isRecorded(Connection db, String article) throws SQLException {
        try (var query = db.prepareStatement("""
                SELECT 1 FROM article JOIN alert ON article_id = article.id
                WHERE external_id = ? AND state = 'SENT'""")) {
            query.setString(1, article);
            try (var rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    static Stages read(Connection db, String article, Published published, Instant first, Instant last)
            throws SQLException {
        try (var query = db.prepareStatement("""
                SELECT bench_at, alert.created_at, planned_at, finished_at
                FROM article JOIN alert ON alert.article_id = article.id
                    JOIN wave ON alert_id = alert.id
                    JOIN article_match ON article_match.article_id = article.id AND rank = 0
                WHERE external_id = ?""")) {
            query.setString(1, article);
            try (var rows = query.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("There is no wave of " + article);
                }
                var sent = published.sentAt();
                return new Stages(
                        millis(sent, published.acceptedAt()),
                        millis(sent, rows.getTimestamp(1).toInstant()),
                        millis(sent, rows.getTimestamp(2).toInstant()),
                        millis(sent, rows.getTimestamp(3).toInstant()),
                        millis(sent, first),
                        millis(sent, last),
                        millis(sent, rows.getTimestamp(4).toInstant()));
            }
        }
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / NANOS_PER_MILLI;
    }
}
