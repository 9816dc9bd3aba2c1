package io.newsbell.projection;

import io.newsbell.index.AudienceIndex;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.roaringbitmap.RoaringBitmap;

/// Tells the index which waves were sent since it last asked, and which of those that it knows are finished by
/// now: only then is it known whom they reached. Nobody announces waves: whoever plans asks, holding the app's
/// planning, and so misses none that was planned before.
@Singleton
public class SentWaves {
    private final AudienceIndex index;
    private final Map<Long, Seen> seen = new HashMap<>();

    SentWaves(AudienceIndex index) {
        this.index = index;
    }

    /// @param db in the transaction that holds the app's planning; in any other, the newest may be missing
    public synchronized void read(Handle db, long app, Instant now) {
        var mine = seen.computeIfAbsent(app, _ -> new Seen());
        var since = now.minus(AudienceIndex.WINDOW);
        mine.unfinished.values().removeIf(since::isAfter);
        var waves = db.createQuery("""
                        SELECT id, sent_no, planned_at, reached IS NOT NULL AS finished,
                            coalesce(reached, audience) AS devices
                        FROM wave WHERE app_id = :app AND sent_no > :last AND planned_at > :since
                        UNION ALL
                        SELECT id, sent_no, planned_at, true, reached
                        FROM wave WHERE id = ANY (:unfinished) AND reached IS NOT NULL""")
                .bind("app", app)
                .bind("last", mine.last)
                .bind("since", since)
                .bindArray("unfinished", Long.class, mine.unfinished.keySet())
                .map(WAVE)
                .list();
        if (!waves.isEmpty()) {
            index.change(changes -> waves.forEach(wave -> changes.sent(wave.id(), wave.plannedAt(), wave.devices())));
        }
        waves.forEach(mine::add);
    }

    /// The waves of all apps, as far as they are committed.
    void readAll(Jdbi jdbi, Instant now) {
        jdbi.useHandle(
                db -> db.createQuery("SELECT id FROM app").mapTo(Long.class).forEach(app -> read(db, app, now)));
    }

    /// Sets these waves to what they are; to nobody, if they are not there.
    synchronized void readAgain(Jdbi jdbi, Collection<Long> waves) {
        var there = jdbi.withHandle(db -> db.createQuery("""
                        SELECT id, sent_no, planned_at, reached IS NOT NULL AS finished,
                            coalesce(reached, audience) AS devices
                        FROM wave WHERE id = ANY (:waves)""")
                .bindArray("waves", Long.class, waves)
                .map(WAVE)
                .collect(Collectors.toMap(Wave::id, wave -> wave)));
        index.change(changes -> waves.forEach(id -> {
            var wave = there.get(id);
            changes.sent(
                    id,
                    wave == null ? Instant.EPOCH : wave.plannedAt(),
                    wave == null ? new RoaringBitmap() : wave.devices());
        }));
    }

    /// Puts what a new index was built from in place of what was seen, together with the index itself.
    synchronized void replaceBy(Map<Long, Seen> built, Runnable index) {
        index.run();
        seen.clear();
        seen.putAll(built);
    }

    static RoaringBitmap bitmap(byte[] serialized) {
        var bitmap = new RoaringBitmap();
        try {
            bitmap.deserialize(ByteBuffer.wrap(serialized));
        } catch (IOException e) {
            throw new UncheckedIOException("A wave has no readable audience", e);
        }
        return bitmap;
    }

    private static final RowMapper<Wave> WAVE = (row, _) -> new Wave(
            row.getLong("id"),
            row.getLong("sent_no"),
            row.getTimestamp("planned_at").toInstant(),
            row.getBoolean("finished"),
            bitmap(row.getBytes("devices")));

    /// @param number in the order of planning, within its app
    record Wave(long id, long number, Instant plannedAt, boolean finished, RoaringBitmap devices) {}

    /// What is known of one app's waves: all up to a number, and of these, whom those reached that are finished.
    static final class Seen {
        private long last;
        private final Map<Long, Instant> unfinished = new HashMap<>();

        void add(Wave wave) {
            upTo(wave.number());
            if (wave.finished()) {
                unfinished.remove(wave.id());
            } else {
                unfinished.put(wave.id(), wave.plannedAt());
            }
        }

        void upTo(long number) {
            last = Math.max(last, number);
        }
    }
}
