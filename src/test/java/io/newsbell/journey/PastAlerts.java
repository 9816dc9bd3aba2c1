package io.newsbell.journey;

import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Gives an alert what an alert to many has after an hour: a curve, receipts of both platforms, readers who turned
/// away, and five alerts before it.
final class PastAlerts {
    private PastAlerts() {}

    static void of(String alert) {
        var id = UUID.fromString(alert);
        DeskScene.database().useTransaction(db -> {
            curve(db, id);
            db.execute("""
                    UPDATE device SET platform = 'IOS' WHERE ordinal % 3 = 0 AND reader_id IN (
                        SELECT reader_id FROM subscription, alert WHERE id = ? AND topic_id = ANY (topics))""", id);
            receipts(db, id);
            db.execute("INSERT INTO alert_reaction VALUES (?, 'UNFOLLOW', 3), (?, 'MUTE', 1)", id, id);
            others(db, id);
        });
    }

    private static void curve(Handle db, UUID alert) {
        db.execute("UPDATE wave SET planned_at = finished_at - interval '95 seconds' WHERE alert_id = ?", alert);
        db.execute("""
                INSERT INTO wave_pace SELECT id, n, 1000 * n, size / (1 + exp((42 - n) / 9.0))
                FROM wave, generate_series(1, 94) AS n WHERE alert_id = ? ON CONFLICT DO NOTHING""", alert);
    }

    private static void receipts(Handle db, UUID alert) {
        db.execute("""
                INSERT INTO receipt
                SELECT alert.id, ordinal, event, now(), now()
                FROM alert JOIN subscription ON topic_id = ANY (topics) JOIN device USING (reader_id),
                    (VALUES ('RECEIVED', 1), ('OPENED', 4), ('DISMISSED', 5)) AS kind (event, nth)
                WHERE alert.id = ? AND ordinal % nth = 0""", alert);
    }

    private static void others(Handle db, UUID alert) {
        db.execute("""
                INSERT INTO alert SELECT (jsonb_populate_record(alert, jsonb_build_object('id', gen_random_uuid(),
                    'article_id', NULL, 'created_at', created_at - n * interval '2 hours'))).*
                FROM alert, generate_series(1, 5) AS n WHERE id = ?""", alert);
        db.execute("""
                INSERT INTO alert_first_hour
                SELECT other.id, 1000, 820, 310 + 7 * extract(hour FROM other.created_at), 21, 71, now()
                FROM alert JOIN alert other ON other.title = alert.title AND other.id <> alert.id WHERE alert.id = ?""", alert);
    }
}
