package io.newsbell.audience;

import io.newsbell.alert.Alert;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.roaringbitmap.RoaringBitmap;

/// Mutes and pauses are few beside follows and end by themselves, so they are read when they are needed.
@Singleton
class SilenceSql {
    private final Jdbi jdbi;

    SilenceSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Silence of(Alert alert, Instant now) {
        return jdbi.withHandle(db -> {
            var story = new RoaringBitmap();
            var topics = new HashMap<Long, RoaringBitmap>();
            muted(db, alert, now, story, topics);
            return new Silence(topics, story, paused(db, alert.appId(), now), stories(db, alert));
        });
    }

    private static void muted(
            Handle db, Alert alert, Instant now, RoaringBitmap story, Map<Long, RoaringBitmap> topics) {
        db.createQuery("""
                        SELECT mute.kind, target_id, ordinal FROM mute JOIN device ON device.reader_id = mute.reader_id
                        WHERE until > :now AND (mute.kind = 'STORY' AND target_id = :story
                            OR mute.kind = 'TOPIC' AND target_id = ANY (:topics))""")
                .bind("now", now)
                .bind("story", alert.storyId())
                .bindArray("topics", Long.class, alert.topics())
                .map((row, context) -> {
                    var muted = row.getString("kind").equals("STORY")
                            ? story
                            : topics.computeIfAbsent(row.getLong("target_id"), _ -> new RoaringBitmap());
                    muted.add(row.getInt("ordinal"));
                    return muted;
                })
                .forEach(_ -> {});
    }

    private static RoaringBitmap paused(Handle db, long app, Instant now) {
        return db.createQuery("""
                        SELECT ordinal FROM preferences JOIN device ON device.reader_id = preferences.reader_id
                        WHERE paused_until > :now AND app_id = :app""").bind("now", now).bind("app", app).mapTo(Integer.class).stream()
                .collect(RoaringBitmap::new, RoaringBitmap::add, (one, other) -> one.or(other));
    }

    private static Set<Long> stories(Handle db, Alert alert) {
        return new HashSet<>(db.createQuery("SELECT id FROM topic WHERE id = ANY (:topics) AND kind = 'STORY'")
                .bindArray("topics", Long.class, alert.topics())
                .mapTo(Long.class)
                .list());
    }
}
