package io.newsbell.ops;

import io.newsbell.app.App;
import io.newsbell.audit.Act;
import io.newsbell.audit.Actor;
import io.newsbell.audit.AuditLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The servers that share the work, and how people drain one before they take it away.
@ApplicationScoped
public class Nodes {
    private final NodeSql sql;
    private final ThisNode here;
    private final AuditLog audit;

    Nodes(NodeSql sql, ThisNode here, AuditLog audit) {
        this.sql = sql;
        this.here = here;
        this.audit = audit;
    }

    /// Which version the node that answers runs.
    public Build build() {
        return here.build();
    }

    /// The newest first, with those that are gone for less than an hour.
    @Transactional
    public List<Node> all() {
        return sql.all(here.id());
    }

    /// Within seconds it takes no more work, or takes work again. Once more changes nothing.
    ///
    /// @param app of which the person is who does it
    /// @return false if there is no such node
    @Transactional
    public boolean drain(App app, UUID node, boolean draining, Actor by) {
        if (sql.drain(node, draining)) {
            audit.record(
                    app.id(),
                    by,
                    draining ? Act.NODE_DRAINED : Act.NODE_LET_WORK,
                    "node:" + node,
                    Map.of("name", sql.name(node).orElse("")));
        }
        return sql.name(node).isPresent();
    }

    /// @param build    its version
    /// @param unseen   for how long it has said nothing
    /// @param running  pieces of work that it does
    /// @param working  whether it takes work
    /// @param draining whether it is to take no more
    /// @param here     whether it is the one that answers
    public record Node(
            UUID id,
            String name,
            String build,
            Instant startedAt,
            Duration unseen,
            int running,
            boolean working,
            boolean draining,
            boolean here) {
        private static final Duration LOST = Duration.ofSeconds(20);

        /// It ended, or has lost the database.
        public boolean isLost() {
            return unseen.compareTo(LOST) > 0;
        }
    }

    /// @param commit "unknown" unless it was told to the node
    public record Build(String version, String commit, String java) {}
}
