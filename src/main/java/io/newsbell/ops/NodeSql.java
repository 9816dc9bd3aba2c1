package io.newsbell.ops;

import io.newsbell.ops.Nodes.Node;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// By the clock of the database: the nodes' own need not agree.
@Singleton
class NodeSql {
    private final Jdbi jdbi;

    NodeSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// This node is here, and all that have been away for an hour are forgotten.
    ///
    /// @return whether it is to take no more work
    boolean seen(UUID id, String name, String build, int running, boolean working) {
        return jdbi.inTransaction(db -> {
            db.execute("DELETE FROM node WHERE seen_at < now() - interval '1 hour' AND id <> ?", id);
            return db.createQuery("""
                            INSERT INTO node (id, name, build, started_at, seen_at, running, working)
                            VALUES (:id, :name, :build, now(), now(), :running, :working)
                            ON CONFLICT (id) DO UPDATE SET seen_at = now(), running = :running, working = :working
                            RETURNING draining""")
                    .bind("id", id)
                    .bind("name", name)
                    .bind("build", build)
                    .bind("running", running)
                    .bind("working", working)
                    .mapTo(Boolean.class)
                    .one();
        });
    }

    void gone(UUID id) {
        jdbi.useHandle(db -> db.execute("DELETE FROM node WHERE id = ?", id));
    }

    List<Node> all(UUID here) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT id, name, build, started_at, running, working, draining,
                            (extract(epoch FROM clock_timestamp() - seen_at) * 1000)::bigint AS unseen
                        FROM node ORDER BY started_at DESC, id""")
                .map((row, context) -> new Node(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("build"),
                        row.getTimestamp("started_at").toInstant(),
                        Duration.ofMillis(Math.max(0, row.getLong("unseen"))),
                        row.getInt("running"),
                        row.getBoolean("working"),
                        row.getBoolean("draining"),
                        here.equals(row.getObject("id", UUID.class))))
                .list());
    }

    /// @return false if there is no such node, or it was so before
    boolean drain(UUID id, boolean draining) {
        return jdbi.withHandle(db -> db.createUpdate(
                                "UPDATE node SET draining = :draining WHERE id = :id AND draining <> :draining")
                        .bind("draining", draining)
                        .bind("id", id)
                        .execute())
                > 0;
    }

    Optional<String> name(UUID id) {
        return jdbi.withHandle(db -> db.createQuery("SELECT name FROM node WHERE id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .findOne());
    }
}
