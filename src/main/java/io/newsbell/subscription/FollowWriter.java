package io.newsbell.subscription;

import io.micrometer.core.instrument.MeterRegistry;
import io.newsbell.groupcommit.GroupCommit;
import io.newsbell.subscription.SubscriptionSql.Follow;
import io.newsbell.subscription.SubscriptionSql.Limits;
import io.newsbell.subscription.SubscriptionSql.Unfollow;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/// Single follows and unfollows, many in one transaction: each of these commits notifies the audience index, and
/// PostgreSQL lets only one such commit pass at a time. Call it outside a transaction.
@Singleton
class FollowWriter {
    private final GroupCommit<Follow, Boolean> follows;
    private final GroupCommit<Unfollow, Boolean> unfollows;

    FollowWriter(SubscriptionSql sql, SubscriptionConfig config, Clock clock, MeterRegistry metrics) {
        var limits = new Limits(config.follows(), config.keywords());
        follows = new GroupCommit<>(
                "follows", Follow::reader, inOne(group -> sql.follow(group, limits, clock.instant())), metrics);
        unfollows = new GroupCommit<>(
                "unfollows", Unfollow::reader, inOne(group -> sql.unfollow(group, clock.instant())), metrics);
    }

    /// False, and nothing is written, if the reader has been merged away.
    boolean follow(Follow follow) {
        return follows.write(follow);
    }

    /// False if the reader has been merged away.
    boolean unfollow(Unfollow unfollow) {
        return unfollows.write(unfollow);
    }

    @PreDestroy
    void close() {
        follows.close();
        unfollows.close();
    }

    private static <W> Function<List<W>, List<Boolean>> inOne(Function<List<W>, List<Boolean>> write) {
        return group -> QuarkusTransaction.requiringNew().call(() -> write.apply(group));
    }
}
