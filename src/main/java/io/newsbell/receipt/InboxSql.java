package io.newsbell.receipt;

import io.newsbell.receipt.Reader.Follow;
import io.newsbell.receipt.Reader.Gap;
import io.newsbell.subscription.Level;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

@Singleton
class InboxSql {
    private final Jdbi jdbi;

    InboxSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// All in one statement, because ten million phones ask at once. The newest wave tells whether what is kept in
    /// memory is current. What was merged into a topic is followed with it: old alerts name it.
    Reader reader(int ordinal, Instant openedSince, Instant now) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT created_at, retired_at, gap_from, gap_to,
                            (SELECT coalesce(max(sent_no), 0) FROM wave WHERE app_id = device.app_id) AS newest_wave,
                            ARRAY(SELECT alert_id FROM receipt
                                  WHERE ordinal = :ordinal AND event = 'OPENED' AND reported_at > :openedSince) AS opened,
                            ARRAY(SELECT id FROM alert
                                  WHERE app_id = device.app_id AND withdrawn_at > :openedSince) AS withdrawn,
                            topics, slugs, levels, since,
                            ARRAY(SELECT target_id FROM mute
                                  WHERE reader_id = device.reader_id AND kind = 'TOPIC' AND until > :now
                                  UNION ALL SELECT former.id
                                  FROM mute JOIN topic AS former ON former.merged_into = target_id
                                  WHERE reader_id = device.reader_id AND mute.kind = 'TOPIC' AND until > :now
                            ) AS muted_topics,
                            ARRAY(SELECT target_id FROM mute
                                  WHERE reader_id = device.reader_id AND kind = 'STORY' AND until > :now) AS muted_stories
                        FROM device, LATERAL (
                            SELECT coalesce(array_agg(topic_id), '{}') AS topics, coalesce(array_agg(slug), '{}') AS slugs,
                                coalesce(array_agg(level), '{}') AS levels,
                                coalesce(array_agg(created_at), '{}') AS since
                            FROM (
                                SELECT topic_id, slug, level, subscription.created_at
                                FROM subscription JOIN topic ON topic.id = topic_id
                                WHERE reader_id = device.reader_id AND (until IS NULL OR until > :now)
                                UNION ALL
                                SELECT former.id, topic.slug, level, subscription.created_at
                                FROM subscription JOIN topic ON topic.id = topic_id
                                    JOIN topic AS former ON former.merged_into = topic_id
                                WHERE reader_id = device.reader_id AND (until IS NULL OR until > :now)
                            ) AS meant (topic_id, slug, level, created_at)) AS follows
                        WHERE ordinal = :ordinal""")
                .bind("ordinal", ordinal)
                .bind("openedSince", openedSince)
                .bind("now", now)
                .map((row, context) -> new Reader(
                        row.getTimestamp("created_at").toInstant(),
                        gaps(row, now),
                        row.getLong("newest_wave"),
                        Set.of((UUID[]) row.getArray("opened").getArray()),
                        Set.of((UUID[]) row.getArray("withdrawn").getArray()),
                        follows(row),
                        Set.of((Long[]) row.getArray("muted_topics").getArray()),
                        Set.of((Long[]) row.getArray("muted_stories").getArray())))
                .one());
    }

    /// Those of the alerts that were stopped.
    Set<UUID> stopped(Collection<UUID> alerts) {
        return jdbi.withHandle(
                db -> db.createQuery("SELECT id FROM alert WHERE id = ANY (:alerts) AND state = 'STOPPED'")
                        .bindArray("alerts", UUID.class, alerts)
                        .mapTo(UUID.class)
                        .collect(Collectors.toSet()));
    }

    private static List<Gap> gaps(ResultSet row, Instant now) throws SQLException {
        var gaps = new ArrayList<Gap>();
        var from = row.getTimestamp("gap_from");
        var to = row.getTimestamp("gap_to");
        var retired = row.getTimestamp("retired_at");
        if (from != null) {
            gaps.add(new Gap(from.toInstant(), to == null ? now : to.toInstant()));
        }
        if (retired != null) {
            gaps.add(new Gap(retired.toInstant(), now));
        }
        return gaps;
    }

    private static Map<Long, Follow> follows(ResultSet row) throws SQLException {
        var topics = (Long[]) row.getArray("topics").getArray();
        var slugs = (String[]) row.getArray("slugs").getArray();
        var levels = (String[]) row.getArray("levels").getArray();
        var since = (Timestamp[]) row.getArray("since").getArray();
        var follows = new HashMap<Long, Follow>();
        for (int i = 0; i < topics.length; i++) {
            follows.put(topics[i], new Follow(slugs[i], Level.valueOf(levels[i]), since[i].toInstant()));
        }
        return follows;
    }
}
