package io.newsbell.delivery;

import io.newsbell.ledger.Entry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import org.jdbi.v3.core.Jdbi;

@Singleton
class PaceSql {
    private final Jdbi jdbi;

    PaceSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// How far these waves have come. Each second has a row for ten minutes, then each quarter of a minute, after
    /// two hours each five minutes: a wave that is tried for its longest, four weeks, has some nine thousand. Of
    /// two nodes the first one writes: both count all batches. They are counted only if there is something to
    /// write: after ten minutes that is not each second any more.
    void write(Collection<Long> waves, Instant now) {
        jdbi.useHandle(db -> db.createUpdate("""
                        WITH looked AS (
                            SELECT id, greatest(0, 1000 * extract(epoch FROM :now - planned_at))::bigint AS millis
                            FROM wave WHERE id = ANY (:waves) AND planned_at IS NOT NULL),
                        timed AS (
                            SELECT id, millis, CASE WHEN millis < 600000 THEN millis / 1000
                                WHEN millis < 7200000 THEN millis / 15000 * 15 ELSE millis / 300000 * 300 END AS since
                            FROM looked),
                        missing AS MATERIALIZED (
                            SELECT * FROM timed
                            WHERE NOT EXISTS (SELECT FROM wave_pace WHERE wave_id = timed.id AND second = since))
                        INSERT INTO wave_pace (wave_id, second, after_millis, tried)
                        SELECT id, since, millis, tried
                        FROM missing, LATERAL (
                            SELECT sum((SELECT sum(counts[code]) FROM unnest(:tried) AS code)) AS tried
                            FROM batch WHERE wave_id = missing.id HAVING count(*) > 0) AS summed
                        ORDER BY id
                        ON CONFLICT DO NOTHING""")
                .bind("now", now)
                .bindArray("waves", Long.class, waves)
                .bindArray("tried", Integer.class, Entry.TRIED)
                .execute());
    }
}
