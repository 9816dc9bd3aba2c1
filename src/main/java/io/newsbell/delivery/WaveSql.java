package io.newsbell.delivery;

import io.newsbell.alert.AlertLevel;
import io.newsbell.audience.Selection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.roaringbitmap.RoaringBitmap;

@Singleton
class WaveSql {
    static final String NOW = "now";

    private final Jdbi jdbi;

    WaveSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Whom any other alert of the story was meant for.
    RoaringBitmap told(long story, UUID except) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT audience FROM wave JOIN alert ON alert.id = alert_id
                        WHERE story_id = :story AND alert_id <> :except""")
                .bind("story", story)
                .bind("except", except)
                .map((row, context) -> Bitmaps.read(row.getBytes("audience")))
                .collect(Collectors.collectingAndThen(
                        Collectors.toList(), audiences -> RoaringBitmap.or(audiences.iterator()))));
    }

    /// The ids of the batches, in the order of the slices.
    List<Long> insert(UUID alert, Selection selection, List<Slice> slices, Instant now) {
        return jdbi.withHandle(db -> {
            var wave = db.createQuery("""
                            INSERT INTO wave (id, alert_id, kind, due_at, planned_at, finished_at, matched, audience)
                            VALUES (nextval('wave_seq'), :alert, :kind, :now, :now, :finished, :matched, :audience)
                            RETURNING id""")
                    .bind("alert", alert)
                    .bind("kind", NOW)
                    .bind("now", now)
                    .bind("finished", slices.isEmpty() ? now : null)
                    .bind("matched", selection.matched().getLongCardinality())
                    .bind("audience", Bitmaps.write(selection.audience()))
                    .mapTo(Long.class)
                    .one();
            insertSuppressed(db, wave, selection);
            return slices.isEmpty() ? Collections.<Long>emptyList() : insertBatches(db, wave, slices);
        });
    }

    /// What was planned since then, but not whom for.
    List<PastWave> planned(long app, Instant since) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT wave.id AS wave, planned_at, alert.* FROM wave JOIN alert ON alert.id = alert_id
                        WHERE planned_at > :since AND app_id = :app""")
                .bind("app", app)
                .bind("since", since)
                .map((row, context) -> new PastWave(
                        row.getLong("wave"),
                        row.getObject("id", UUID.class),
                        row.getLong("story_id"),
                        row.getInt("version"),
                        AlertLevel.valueOf(row.getString("level")),
                        row.getString("title"),
                        row.getString("body"),
                        row.getString("link"),
                        row.getString("image"),
                        List.of((Long[]) row.getArray("topics").getArray()),
                        row.getTimestamp("created_at").toInstant(),
                        row.getTimestamp("expires_at").toInstant(),
                        row.getTimestamp("planned_at").toInstant()))
                .list());
    }

    Map<Long, byte[]> audiences(Collection<Long> waves) {
        return jdbi.withHandle(db -> db.createQuery("SELECT id, audience FROM wave WHERE id = ANY (:waves)")
                .bindArray("waves", Long.class, waves)
                .map((row, context) -> Map.entry(row.getLong("id"), row.getBytes("audience")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static void insertSuppressed(Handle db, long wave, Selection selection) {
        selection
                .suppressed()
                .forEach((reason, devices) -> db.createUpdate("""
                        INSERT INTO suppression (wave_id, reason, count, devices)
                        VALUES (:wave, :reason, :count, :devices)""")
                        .bind("wave", wave)
                        .bind("reason", reason.name())
                        .bind("count", devices.getLongCardinality())
                        .bind("devices", Bitmaps.write(devices))
                        .execute());
    }

    private static List<Long> insertBatches(Handle db, long wave, List<Slice> slices) {
        var batch = db.prepareBatch("""
                INSERT INTO batch (id, wave_id, topic_id, recipients, low_ordinal, high_ordinal, outcomes, counts)
                VALUES (nextval('batch_seq'), :wave, :topic, :recipients, :low, :high, :outcomes, :counts)""");
        for (var slice : slices) {
            var outcomes = new byte[slice.devices().getCardinality()];
            batch.bind("wave", wave)
                    .bind("topic", slice.topicId())
                    .bind("recipients", Bitmaps.write(slice.devices()))
                    .bind("low", slice.devices().first())
                    .bind("high", slice.devices().last())
                    .bind("outcomes", outcomes)
                    .bindArray("counts", Integer.class, Tally.of(outcomes))
                    .add();
        }
        return batch.executePreparedBatch("id").mapTo(Long.class).list();
    }

    /// A part of the audience, small enough for one batch.
    record Slice(long topicId, RoaringBitmap devices) {}
}
