package io.newsbell.audience;

import io.newsbell.audience.FollowerIndex.Follow;
import io.newsbell.subscription.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/// The truth that the index is built from. Works on the listener's own connection.
final class FollowerSql {
    private static final int ROWS_AT_A_TIME = 10_000;

    private FollowerSql() {}

    /// Every follow, but those that are over, of every device that can be reached.
    static List<Follow> all(Connection db, Instant now) throws SQLException {
        // Only inside a transaction does the driver read rows a few at a time.
        db.setAutoCommit(false);
        try (var query = db.prepareStatement("""
                SELECT topic_id, level, ordinal
                FROM subscription JOIN device ON device.reader_id = subscription.reader_id
                WHERE retired_at IS NULL AND address IS NOT NULL AND (until IS NULL OR until > ?)
                ORDER BY topic_id, level, ordinal""")) {
            query.setTimestamp(1, Timestamp.from(now));
            query.setFetchSize(ROWS_AT_A_TIME);
            var follows = new ArrayList<Follow>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    follows.add(new Follow(rows.getLong(1), Level.valueOf(rows.getString(2)), rows.getInt(3)));
                }
            }
            return follows;
        } finally {
            db.setAutoCommit(true);
        }
    }

    /// The devices of these readers and what they follow now.
    static Projection of(Connection db, Collection<Long> readers, Instant now) throws SQLException {
        try (var query = db.prepareStatement("""
                SELECT topic_id, level, ordinal
                FROM device LEFT JOIN subscription ON subscription.reader_id = device.reader_id
                    AND retired_at IS NULL AND address IS NOT NULL AND (until IS NULL OR until > ?)
                WHERE device.reader_id = ANY (?)""")) {
            query.setTimestamp(1, Timestamp.from(now));
            query.setArray(2, db.createArrayOf("bigint", readers.toArray()));
            var devices = new RoaringBitmap();
            var follows = new ArrayList<Follow>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    devices.add(rows.getInt(3));
                    if (rows.getString(2) != null) {
                        follows.add(new Follow(rows.getLong(1), Level.valueOf(rows.getString(2)), rows.getInt(3)));
                    }
                }
            }
            return new Projection(devices, follows);
        }
    }

    record Projection(RoaringBitmap devices, List<Follow> follows) {}
}
