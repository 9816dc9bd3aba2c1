package io.newsbell.subscription;

import io.newsbell.device.Device;
import io.newsbell.subscription.LastTold.Told;
import io.newsbell.subscription.MuteSql.Kind;
import io.newsbell.subscription.MuteSql.Target;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Counts that readers turn away after an alert, against the last one that their device was told of and that
/// was about what they turn away from. In the transaction in which they do it, as its last statement: whoever
/// waits for a row then waits for a commit only, and never holds up somebody else in turn. No reader is kept.
@Singleton
class Reactions {
    /// Of each alert and kind so many can be counted at the same time: after breaking news very many do the same.
    private static final int SHARDS = 16;

    private final LastTold lastTold;
    private final Jdbi jdbi;

    Reactions(LastTold lastTold, Jdbi jdbi) {
        this.lastTold = lastTold;
        this.jdbi = jdbi;
    }

    enum Reaction {
        UNFOLLOW,
        MUTE,
        PAUSE
    }

    /// Ask before the transaction touches the database.
    List<Told> lately(Device device) {
        return lastTold.lately(device);
    }

    /// The alert after which the topic is unfollowed.
    static @Nullable UUID after(List<Told> lately, long topic) {
        return about(lately, new Target(Kind.TOPIC, topic)).findFirst().orElse(null);
    }

    /// Several topics at once count once for each alert.
    void unfollowed(List<Told> lately, Collection<Long> topics) {
        count(
                Reaction.UNFOLLOW,
                topics.stream()
                        .flatMap(topic -> Optional.ofNullable(after(lately, topic)).stream())
                        .distinct()
                        .toList());
    }

    void muted(List<Told> lately, Target target) {
        count(Reaction.MUTE, about(lately, target).limit(1).toList());
    }

    void paused(List<Told> lately) {
        count(Reaction.PAUSE, lately.stream().map(Told::alert).limit(1).toList());
    }

    /// Any of the rows that an alert's count is spread over.
    static int shard() {
        return ThreadLocalRandom.current().nextInt(SHARDS);
    }

    private static Stream<UUID> about(List<Told> lately, Target target) {
        return lately.stream()
                .filter(told -> switch (target.kind()) {
                    case TOPIC -> told.topics().contains(target.id());
                    case STORY -> told.story() == target.id();
                })
                .map(Told::alert);
    }

    private void count(Reaction reaction, List<UUID> alerts) {
        if (!alerts.isEmpty()) {
            jdbi.useHandle(db -> db.createUpdate("""
                            INSERT INTO alert_reaction_shard (alert_id, kind, shard, times)
                            SELECT alert, :kind, :shard, 1 FROM unnest(:alerts) AS alert ORDER BY alert
                            ON CONFLICT (alert_id, kind, shard)
                                DO UPDATE SET times = alert_reaction_shard.times + 1""")
                    .bind("kind", reaction.name())
                    .bind("shard", shard())
                    .bindArray("alerts", UUID.class, alerts)
                    .execute());
        }
    }
}
