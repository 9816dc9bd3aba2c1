package io.newsbell.projection;

import io.newsbell.index.Differences.Kind;
import io.newsbell.index.Differences.Pair;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Names devices and topics as their app knows them.
@Singleton
class ExampleSql {
    private final Jdbi jdbi;

    ExampleSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Those of the pairs whose device is this app's, and still there.
    List<Example> of(long app, Kind kind, List<Pair> pairs) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT device.id, CASE :kind
                            WHEN 'FOLLOWS' THEN slug WHEN 'TOPIC_MUTES' THEN slug
                            WHEN 'STORY_MUTES' THEN 'story:' || target
                            WHEN 'SENT' THEN (SELECT alert_id::text FROM wave WHERE wave.id = target) END AS target
                        FROM unnest(:ordinals, :targets) AS pair (ordinal, target)
                            JOIN device ON device.ordinal = pair.ordinal LEFT JOIN topic ON topic.id = target
                        WHERE device.app_id = :app""")
                .bind("app", app)
                .bind("kind", kind.name())
                .bindArray(
                        "ordinals",
                        Integer.class,
                        pairs.stream().map(Pair::ordinal).toList())
                .bindArray(
                        "targets", Long.class, pairs.stream().map(Pair::target).toList())
                .map((row, _) -> new Example(row.getObject("id", UUID.class), row.getString("target")))
                .list());
    }

    @Schema(name = "AudienceExample")
    record Example(
            UUID deviceId,

            @Schema(
                    description = "The topic, story or alert that it is about, if it is about one",
                    examples = "climate")
            @Nullable
            String about) {}
}
