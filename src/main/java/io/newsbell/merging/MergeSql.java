package io.newsbell.merging;

import io.newsbell.merging.TopicMerge.Followers;
import io.newsbell.merging.TopicMerge.State;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

@Singleton
class MergeSql {
    private final Jdbi jdbi;

    MergeSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// In one statement, so that the three fit together.
    Followers count(long from, long into, Instant now) {
        return jdbi.withHandle(db -> db.createQuery("""
                        WITH followers AS (
                            SELECT reader_id, bool_or(topic_id = :from) AS follows_from,
                                bool_or(topic_id = :into) AS follows_into
                            FROM subscription
                            WHERE topic_id IN (:from, :into) AND (until IS NULL OR until > :now) GROUP BY reader_id)
                        SELECT count(*) FILTER (WHERE follows_from), count(*) FILTER (WHERE follows_into),
                            count(*) FILTER (WHERE follows_from AND follows_into) FROM followers""")
                .bind("from", from)
                .bind("into", into)
                .bind("now", now)
                .map((row, context) -> new Followers(row.getLong(1), row.getLong(2), row.getLong(3)))
                .one());
    }

    void insert(UUID id, long app, long from, long into, Followers before, Instant now) {
        jdbi.useHandle(db -> db.createUpdate("""
                        INSERT INTO topic_merge
                            (id, app_id, from_id, into_id, followers, into_before, of_both, state, started_at)
                        VALUES (:id, :app, :from, :into, :followers, :intoBefore, :both, 'RUNNING', :now)""")
                .bind("id", id)
                .bind("app", app)
                .bind("from", from)
                .bind("into", into)
                .bind("followers", before.from())
                .bind("intoBefore", before.into())
                .bind("both", before.both())
                .bind("now", now)
                .execute());
    }

    /// What is on its way to the one goes to the other. Waits for portions that are under way, before the caller holds
    /// anything that they may want.
    void redirect(long from, long into) {
        jdbi.useHandle(db ->
                db.execute("UPDATE topic_merge SET into_id = ? WHERE into_id = ? AND from_id <> ?", into, from, into));
    }

    /// Held until the transaction ends: it goes to no other topic meanwhile. Empty if the topic was made anew since.
    /// Where
    /// it goes is asked afterwards: who had to wait sees only then what was written meanwhile.
    Optional<Route> lock(UUID id) {
        return jdbi.withHandle(db -> db.select(
                        "SELECT from_id, finished_at FROM topic_merge WHERE id = ? FOR UPDATE", id)
                .map((row, context) -> new Held(row.getLong("from_id"), finished(row)))
                .findOne()
                .flatMap(held -> db.select(
                                "SELECT merged_into FROM topic WHERE id = ? AND merged_into IS NOT NULL", held.from())
                        .mapTo(Long.class)
                        .findOne()
                        .map(into -> new Route(held.from(), into, Optional.ofNullable(held.finishedAt())))));
    }

    void progress(UUID id, int moved, int kept) {
        jdbi.useHandle(db ->
                db.execute("UPDATE topic_merge SET moved = moved + ?, kept = kept + ? WHERE id = ?", moved, kept, id));
    }

    void finish(UUID id, Instant now) {
        jdbi.useHandle(
                db -> db.execute("UPDATE topic_merge SET state = 'DONE', finished_at = ? WHERE id = ?", now, id));
    }

    Optional<TopicMerge> newestFrom(long app, String slug) {
        return select("WHERE topic_merge.app_id = ? AND origin.slug = ? ORDER BY started_at DESC LIMIT 1", app, slug)
                .stream()
                .findFirst();
    }

    List<TopicMerge> into(long app, String slug, int limit) {
        return select("""
                WHERE topic_merge.app_id = ? AND target.slug = ? AND origin.merged_into = target.id
                ORDER BY started_at DESC LIMIT ?""", app, slug, limit);
    }

    private List<TopicMerge> select(String where, Object... arguments) {
        return jdbi.withHandle(db -> db.select("""
                        SELECT topic_merge.*, origin.slug AS from_slug, origin.name AS from_name,
                            target.slug AS into_slug, target.name AS into_name
                        FROM topic_merge JOIN topic AS origin ON origin.id = from_id
                            JOIN topic AS target ON target.id = into_id
                        """ + where, arguments)
                .map((row, context) -> merge(row))
                .list());
    }

    private static TopicMerge merge(ResultSet row) throws SQLException {
        return new TopicMerge(
                row.getObject("id", UUID.class),
                row.getLong("app_id"),
                row.getString("from_slug"),
                row.getString("from_name"),
                row.getString("into_slug"),
                row.getString("into_name"),
                new Followers(row.getLong("followers"), row.getLong("into_before"), row.getLong("of_both")),
                row.getLong("moved"),
                row.getLong("kept"),
                State.valueOf(row.getString("state")),
                row.getTimestamp("started_at").toInstant(),
                finished(row));
    }

    private static @Nullable Instant finished(ResultSet row) throws SQLException {
        var finished = row.getTimestamp("finished_at");
        return finished == null ? null : finished.toInstant();
    }

    private record Held(long from, @Nullable Instant finishedAt) {}

    /// @param finishedAt when everybody was there for the first time; empty while followers are moved
    record Route(long from, long into, Optional<Instant> finishedAt) {}
}
