package io.newsbell.push;

import io.newsbell.work.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// The quotas that all nodes share, each a row that is locked while somebody takes from it.
@ApplicationScoped
class QuotaSql {
    private final Jdbi jdbi;

    QuotaSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// @param answers that have come since the last call of this node, and how many of them said "later"
    /// @return what is given; the quota in it is stored
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Quota.Taken take(String name, int wanted, Priority priority, double limit, long answers, long busy) {
        return jdbi.withHandle(db -> {
            // What a crash of the database forgets of it is a fraction of a second.
            db.execute("SET LOCAL synchronous_commit TO off");
            var now = now(db);
            var before = lock(db, name, limit, now);
            // The clock was read before the row was had.
            var at = now.isBefore(before.refilledAt()) ? before.refilledAt() : now;
            var taken = before.count(answers, busy).take(wanted, priority, limit, at);
            store(db, name, taken.quota());
            return taken;
        });
    }

    private static Instant now(Handle db) {
        return db.createQuery("SELECT clock_timestamp()").mapTo(Instant.class).one();
    }

    /// Without waiting for who takes from it.
    @Transactional
    public Optional<Quota> find(String name) {
        return jdbi.withHandle(db -> read(db, name, ""));
    }

    private static Quota lock(Handle db, String name, double limit, Instant now) {
        return read(db, name, "FOR UPDATE").orElseGet(() -> {
            store(db, name, Quota.full(limit, now));
            return lock(db, name, limit, now);
        });
    }

    private static Optional<Quota> read(Handle db, String name, String locking) {
        return db.createQuery("""
                        SELECT tokens, per_second, refilled_at, counted_since, answers, busy, breaking_asked_at,
                            usual_asked_at
                        FROM quota WHERE name = :name %s""".formatted(locking))
                .bind("name", name)
                .map((row, context) -> new Quota(
                        row.getDouble("tokens"),
                        row.getDouble("per_second"),
                        row.getTimestamp("refilled_at").toInstant(),
                        row.getTimestamp("counted_since").toInstant(),
                        row.getLong("answers"),
                        row.getLong("busy"),
                        row.getTimestamp("breaking_asked_at").toInstant(),
                        row.getTimestamp("usual_asked_at").toInstant()))
                .findOne();
    }

    private static void store(Handle db, String name, Quota quota) {
        db.createUpdate("""
                        INSERT INTO quota (name, tokens, per_second, refilled_at, counted_since, answers, busy,
                            breaking_asked_at, usual_asked_at)
                        VALUES (:name, :tokens, :perSecond, :refilledAt, :countedSince, :answers, :busy,
                            :breakingAskedAt, :usualAskedAt)
                        ON CONFLICT (name) DO UPDATE SET tokens = :tokens, per_second = :perSecond,
                            refilled_at = :refilledAt, counted_since = :countedSince, answers = :answers, busy = :busy,
                            breaking_asked_at = :breakingAskedAt, usual_asked_at = :usualAskedAt""").bind("name", name).bindMethods(quota).execute();
    }
}
