package io.newsbell.subscription;

import jakarta.inject.Singleton;
import org.jdbi.v3.core.Jdbi;

@Singleton
class MergeSql {
    private final Jdbi jdbi;

    MergeSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// A follow that is just being written holds its reader by the foreign key: waiting for it here brings it along.
    void lock(long from, long into) {
        jdbi.useHandle(db -> db.createQuery("""
                        SELECT id FROM reader WHERE id IN (:from, :into) ORDER BY id FOR UPDATE""")
                .bind("from", from)
                .bind("into", into)
                .mapTo(Long.class)
                .list());
    }

    void follows(long from, long into) {
        execute("""
                INSERT INTO subscription (reader_id, topic_id, level, created_at, until)
                SELECT :into, topic_id, level, created_at, until FROM subscription WHERE reader_id = :from
                ON CONFLICT (reader_id, topic_id) DO NOTHING""", from, into);
    }

    void mutes(long from, long into) {
        execute("""
                INSERT INTO mute AS kept (reader_id, kind, target_id, until, created_at)
                SELECT :into, kind, target_id, until, created_at FROM mute WHERE reader_id = :from
                ON CONFLICT (reader_id, kind, target_id) DO UPDATE SET until = excluded.until
                WHERE kept.until < excluded.until""", from, into);
    }

    void preferences(long from, long into) {
        execute("""
                INSERT INTO preferences (reader_id, version, quiet_from, quiet_to, quiet_breaking, daily_cap,
                    least_gap_minutes, paused_until, languages, digest_times, changed_at)
                SELECT :into, version, quiet_from, quiet_to, quiet_breaking, daily_cap, least_gap_minutes,
                    paused_until, languages, digest_times, changed_at
                FROM preferences WHERE reader_id = :from
                ON CONFLICT (reader_id) DO NOTHING""", from, into);
    }

    private void execute(String statement, long from, long into) {
        jdbi.useHandle(db ->
                db.createUpdate(statement).bind("from", from).bind("into", into).execute());
    }
}
