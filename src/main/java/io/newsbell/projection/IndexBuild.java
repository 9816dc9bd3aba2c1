package io.newsbell.projection;

import io.newsbell.index.AudienceIndex;
import io.newsbell.index.AudienceIndex.Changes;
import io.newsbell.projection.Progress.Part;
import io.newsbell.projection.SentWaves.Seen;
import io.newsbell.projection.SentWaves.Wave;
import io.newsbell.subscription.Level;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jboss.logging.Logger;

/// Fills an index with all that PostgreSQL holds, as of one moment, in the order in which it lies there:
/// nothing is sorted or joined but devices with their readers' preferences.
final class IndexBuild {
    private static final Logger LOG = Logger.getLogger(IndexBuild.class);
    private static final long SAY_AFTER = Duration.ofSeconds(5).toNanos();
    private static final int TELL_AFTER = 50_000;

    private final Connection db;
    private final AudienceIndex index;
    private final Progress progress;
    private final DevicesOfReaders devices = new DevicesOfReaders();
    private final Map<Long, Seen> sent = new HashMap<>();
    private long said = System.nanoTime();
    private int untold;

    private IndexBuild(Connection db, AudienceIndex index, Progress progress) {
        this.db = db;
        this.index = index;
        this.progress = progress;
    }

    /// @param index an empty one
    /// @return which waves it holds, by app
    static Map<Long, Seen> fill(AudienceIndex index, Connection db, Instant now, Progress progress)
            throws SQLException {
        return CopyRows.inOneSnapshot(db, () -> new IndexBuild(db, index, progress).fill(now));
    }

    private Map<Long, Seen> fill(Instant now) throws SQLException {
        expect();
        copy(
                "(SELECT reader_id, ordinal, retired_at IS NULL AND address IS NOT NULL, paused_until, "
                        + ProfileRows.COLUMNS + " FROM device LEFT JOIN preferences USING (reader_id))",
                this::devices);
        copy("subscription (reader_id, topic_id, level, until)", this::follows);
        copy("mute (reader_id, kind, target_id, until)", this::mutes);
        copy("(SELECT app_id, max(sent_no) FROM wave WHERE sent_no IS NOT NULL GROUP BY app_id)", this::newest);
        copy("""
                (SELECT app_id, id, sent_no, planned_at, reached IS NOT NULL, coalesce(reached, audience)
                FROM wave WHERE sent_no IS NOT NULL AND planned_at > '%s')""".formatted(now.minus(AudienceIndex.WINDOW)), this::waves);
        progress.end();
        return sent;
    }

    private void devices(CopyRows rows, Changes changes) throws IOException, SQLException {
        var profiles = new ProfileRows();
        while (next(rows, Part.DEVICES)) {
            long reader = rows.readLong();
            int ordinal = rows.readInt();
            boolean reachable = rows.readBoolean();
            var paused = rows.readInstant();
            var profile = profiles.read(rows);
            devices.add(reader, ordinal);
            if (reachable) {
                changes.device(ordinal, profile);
            }
            if (paused != null) {
                changes.paused(ordinal, paused);
            }
        }
    }

    private void follows(CopyRows rows, Changes changes) throws IOException, SQLException {
        while (next(rows, Part.FOLLOWS)) {
            long reader = rows.readLong();
            long topic = rows.readLong();
            var level = level(rows.readInitial());
            var until = rows.readInstant();
            devices.forEachDevice(reader, ordinal -> changes.follow(ordinal, topic, level, until));
        }
    }

    private void mutes(CopyRows rows, Changes changes) throws IOException, SQLException {
        while (next(rows, Part.MUTES)) {
            long reader = rows.readLong();
            boolean topic = rows.readInitial() == 'T';
            long target = rows.readLong();
            var until = rows.readInstant();
            devices.forEachDevice(reader, ordinal -> {
                if (topic) {
                    changes.mutedTopic(ordinal, target, until);
                } else {
                    changes.mutedStory(ordinal, target, until);
                }
            });
        }
    }

    private void newest(CopyRows rows, Changes changes) throws IOException, SQLException {
        while (rows.next()) {
            seen(rows.readLong()).upTo(rows.readLong());
        }
    }

    private void waves(CopyRows rows, Changes changes) throws IOException, SQLException {
        while (next(rows, Part.WAVES)) {
            long app = rows.readLong();
            var wave = new Wave(
                    rows.readLong(),
                    rows.readLong(),
                    Objects.requireNonNull(rows.readInstant()),
                    rows.readBoolean(),
                    SentWaves.bitmap(rows.readBytes()));
            seen(app).add(wave);
            changes.sent(wave.id(), wave.plannedAt(), wave.devices());
        }
    }

    private Seen seen(long app) {
        return sent.computeIfAbsent(app, _ -> new Seen());
    }

    private static Level level(byte initial) {
        return switch (initial) {
            case 'E' -> Level.EVERY;
            case 'I' -> Level.IMPORTANT;
            case 'D' -> Level.DIGEST;
            default -> throw new IllegalStateException("There is no level " + (char) initial);
        };
    }

    /// Counts, and tells of it now and then: for each row that would take as long as the row itself.
    private boolean next(CopyRows rows, Part part) throws IOException, SQLException {
        if (!rows.next()) {
            progress.read(part, untold);
            untold = 0;
            return false;
        }
        if (++untold == TELL_AFTER) {
            progress.read(part, untold);
            untold = 0;
            if (System.nanoTime() - said > SAY_AFTER) {
                said = System.nanoTime();
                LOG.infof("Reading the audience: %s", progress);
            }
        }
        return true;
    }

    private void expect() throws SQLException {
        for (var part : Part.values()) {
            try (var query =
                    db.prepareStatement("SELECT greatest(reltuples, 0) FROM pg_class WHERE oid = ?::regclass")) {
                query.setString(1, part.table);
                try (var rows = query.executeQuery()) {
                    if (rows.next()) {
                        progress.expect(part, rows.getLong(1));
                    }
                }
            }
        }
    }

    private void copy(String query, Taking taking) throws SQLException {
        try {
            index.change(changes -> {
                try {
                    CopyRows.read(db, query, rows -> taking.take(rows, changes));
                } catch (SQLException e) {
                    throw new Failed(e);
                }
            });
        } catch (Failed e) {
            throw e.cause;
        }
    }

    @FunctionalInterface
    private interface Taking {
        void take(CopyRows rows, Changes changes) throws IOException, SQLException;
    }

    /// Carries the failure through the index.
    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final SQLException cause;

        private Failed(SQLException cause) {
            super(cause);
            this.cause = cause;
        }
    }
}
