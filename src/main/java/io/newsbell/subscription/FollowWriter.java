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
import java.util.function.Consumer;
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
                "follows", Follow::reader, inTransaction(group -> sql.follow(group, limits, clock.instant())), metrics);
        unfollows = new GroupCommit<>("unfollows", Unfollow::reader, inTransaction(sql::unfollow), metrics);
    }

    void follow(Follow follow) {
        var _ = follows.write(follow);
    }

    void unfollow(Unfollow unfollow) {
        var _ = unfollows.write(unfollow);
    }

    @PreDestroy
    void close() {
        follows.close();
        unfollows.close();
    }

    private static <W> Function<List<W>, List<Boolean>> inTransaction(Consumer<List<W>> write) {
        return group -> {
            QuarkusTransaction.requiringNew().run(() -> write.accept(group));
            return group.stream().map(_ -> true).toList();
        };
    }
}
