package io.newsbell.retirement;

import io.newsbell.device.Recipient;
import io.newsbell.ledger.Entry;
import io.newsbell.retirement.DeadAddresses.Found;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

@Singleton
class DeadAddressSql {
    private static final int LISTED = 100;

    private final Jdbi jdbi;

    DeadAddressSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Not of devices that were erased, or have another address, in the meantime. Locks in one order, because
    /// two batches may find the same devices.
    void insert(long wave, Said said, Instant now) {
        var dead = said.dead();
        jdbi.useHandle(db -> db.createUpdate("""
                        INSERT INTO dead_address (wave_id, ordinal, address, said_at, quota)
                        SELECT :wave, device.ordinal, device.address, :now, :quota
                        FROM device JOIN unnest(:ordinals, :addresses) AS dead (ordinal, address)
                            ON device.ordinal = dead.ordinal AND device.address = dead.address
                        ORDER BY device.ordinal FOR KEY SHARE OF device
                        ON CONFLICT DO NOTHING""")
                .bind("wave", wave)
                .bind("now", now)
                .bind("quota", said.quota())
                .bindArray(
                        "ordinals",
                        Integer.class,
                        dead.stream().map(Recipient::ordinal).toList())
                .bindArray(
                        "addresses",
                        String.class,
                        dead.stream()
                                .map(recipient -> recipient.address().value())
                                .toList())
                .execute());
    }

    /// Rows of its own for each pass: batches that end at the same moment do not wait for each other.
    void add(long wave, List<Said> said, Instant now) {
        var answered = said.stream().filter(each -> each.answered() > 0).toList();
        if (answered.isEmpty()) {
            return;
        }
        jdbi.useHandle(db -> db.createUpdate("""
                        INSERT INTO wave_answers (wave_id, quota, dead, answered, said_at)
                        SELECT :wave, quota, dead, answered, :now
                        FROM unnest(:quotas, :dead, :answered) AS said (quota, dead, answered)""")
                .bind("wave", wave)
                .bind("now", now)
                .bindArray(
                        "quotas",
                        String.class,
                        answered.stream().map(Said::quota).toList())
                .bindArray(
                        "dead",
                        Integer.class,
                        answered.stream().map(each -> each.dead().size()).toList())
                .bindArray(
                        "answered",
                        Integer.class,
                        answered.stream().map(Said::answered).toList())
                .execute());
    }

    /// Of a wave that is over, by quota. Puts its rows together.
    Map<String, Share> tally(long wave) {
        return jdbi.withHandle(db -> shares(db.createQuery("""
                        WITH single AS (DELETE FROM wave_answers WHERE wave_id = :wave RETURNING *)
                        INSERT INTO wave_answers (wave_id, quota, dead, answered, said_at)
                        SELECT :wave, quota, sum(dead), sum(answered), max(said_at) FROM single GROUP BY quota
                        RETURNING quota, dead, answered""").bind("wave", wave)));
    }

    private static Map<String, Share> shares(Query query) {
        var byQuota = new HashMap<String, Share>();
        query.map((row, context) ->
                        Map.entry(row.getString("quota"), new Share(row.getLong("dead"), row.getLong("answered"))))
                .forEach(quota -> byQuota.put(quota.getKey(), quota.getValue()));
        return byQuota;
    }

    /// Counts a wave that is over, and keeps what it found.
    void count(long wave) {
        jdbi.useHandle(db -> db.createUpdate("""
                        UPDATE wave SET dead = tally.dead, answered = tally.answered
                        FROM (SELECT coalesce(sum(counts[:dead]), 0) AS dead,
                                coalesce(sum(counts[:accepted] + counts[:dead] + counts[:refused]), 0) AS answered
                            FROM batch WHERE wave_id = :wave) AS tally
                        WHERE id = :wave""")
                .bind("wave", wave)
                .bind("accepted", Entry.ACCEPTED.code() + 1)
                .bind("dead", Entry.ADDRESS_DEAD.code() + 1)
                .bind("refused", Entry.REFUSED.code() + 1)
                .execute());
    }

    /// Of all waves of the wave's app that ended after that time, by quota.
    Map<String, Share> recent(long wave, Instant since) {
        return jdbi.withHandle(
                db -> shares(db.createQuery("""
                        SELECT quota, sum(wave_answers.dead) AS dead, sum(wave_answers.answered) AS answered
                        FROM wave JOIN wave_answers ON wave_id = wave.id
                        WHERE app_id = (SELECT app_id FROM wave WHERE id = :wave) AND finished_at >= :since
                            AND wave.answered IS NOT NULL
                        GROUP BY quota""").bind("wave", wave).bind("since", since)));
    }

    List<Long> waves(UUID alert) {
        return jdbi.withHandle(db -> db.createQuery("SELECT id FROM wave WHERE alert_id = :alert")
                .bind("alert", alert)
                .mapTo(Long.class)
                .list());
    }

    /// Those of the wave that were sent to with one of these quotas.
    ///
    /// @return how many devices
    int retire(long wave, Set<String> quotas, Instant now) {
        return retire(
                List.of(wave),
                "AND quota = ANY (:quotas)",
                update -> update.bindArray("quotas", String.class, quotas),
                now);
    }

    /// @return how many devices; not those that have another address by now
    int retire(List<Long> waves, Instant now) {
        return retire(waves, "", update -> update, now);
    }

    private int retire(List<Long> waves, String which, UnaryOperator<Update> bound, Instant now) {
        return jdbi.withHandle(db -> bound.apply(db.createUpdate("""
                        WITH dead AS (
                            UPDATE dead_address SET retired_at = :now
                            WHERE wave_id = ANY (:waves) AND retired_at IS NULL %s RETURNING ordinal, address),
                        still_dead AS (
                            SELECT device.id FROM device JOIN dead USING (ordinal, address)
                            WHERE device.retired_at IS NULL ORDER BY ordinal FOR UPDATE OF device)
                        UPDATE device SET retired_at = :now FROM still_dead WHERE device.id = still_dead.id""".formatted(which)))
                .bindArray("waves", Long.class, waves)
                .bind("now", now)
                .execute());
    }

    /// What was said is forgotten, and what was done because of it is undone.
    int restore(List<Long> waves) {
        return jdbi.withHandle(db -> {
            db.createUpdate("""
                            WITH dead AS (SELECT ordinal, address, retired_at FROM dead_address WHERE wave_id = ANY (:waves)),
                            retired AS (
                                SELECT device.id FROM device JOIN dead USING (ordinal, address, retired_at)
                                ORDER BY ordinal FOR UPDATE OF device)
                            UPDATE device SET retired_at = NULL FROM retired WHERE device.id = retired.id""").bindArray("waves", Long.class, waves).execute();
            return db.createUpdate("DELETE FROM dead_address WHERE wave_id = ANY (:waves)")
                    .bindArray("waves", Long.class, waves)
                    .execute();
        });
    }

    List<Found> found(long app) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT alert_id, max(said_at) AS said_at, count(*) FILTER (WHERE retired_at IS NULL) AS quarantined,
                            count(retired_at) AS retired
                        FROM dead_address JOIN wave ON wave.id = wave_id
                        WHERE app_id = :app AND finished_at IS NOT NULL
                        GROUP BY alert_id ORDER BY said_at DESC LIMIT :most""")
                .bind("app", app)
                .bind("most", LISTED)
                .map((row, context) -> new Found(
                        row.getObject("alert_id", UUID.class),
                        row.getTimestamp("said_at").toInstant(),
                        row.getLong("quarantined"),
                        row.getLong("retired")))
                .list());
    }

    long quarantined() {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT count(*) FROM dead_address JOIN wave ON wave.id = wave_id
                        WHERE retired_at IS NULL AND finished_at IS NOT NULL""").mapTo(Long.class).one());
    }

    void forget(Instant before) {
        jdbi.useHandle(db -> {
            db.execute("DELETE FROM dead_address WHERE said_at < ?", before);
            db.execute("DELETE FROM wave_answers WHERE said_at < ?", before);
        });
    }

    record Share(long dead, long answered) {}
}
