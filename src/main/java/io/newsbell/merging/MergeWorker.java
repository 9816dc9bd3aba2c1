package io.newsbell.merging;

import io.newsbell.merging.MergeSql.Route;
import io.newsbell.subscription.MovingFollows;
import io.newsbell.topic.Topics;
import io.newsbell.work.Priority;
import io.newsbell.work.Step;
import io.newsbell.work.Work;
import io.newsbell.work.Worker;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/// Moves the followers of a topic that was merged. Each portion is a transaction together with its count;
/// after a crash the next one goes on with who is left.
@ApplicationScoped
class MergeWorker implements Worker<TopicMerged> {
    /// Whoever unfollows meanwhile waits for one portion at most; decision 0011 says how long.
    private static final int AT_ONCE = 1_000;

    /// After so many, other work may come in between.
    private static final int IN_A_ROW = 20;

    private static final Duration SOON = Duration.ofMillis(10);
    private static final Duration WHEN_THEY_ARE_FREE = Duration.ofMillis(200);

    /// A follow that was read from an app before the merge, and written after its last portion, is found
    /// then. Until then followers are looked for at both topics: by then every node has heard of the last portion.
    private static final Duration LATE = Duration.ofMinutes(1);

    private final MergeSql sql;
    private final MovingFollows follows;
    private final Topics topics;
    private final Work work;
    private final Clock clock;

    MergeWorker(MergeSql sql, MovingFollows follows, Topics topics, Work work, Clock clock) {
        this.sql = sql;
        this.follows = follows;
        this.topics = topics;
        this.work = work;
        this.clock = clock;
    }

    @Override
    public Step<TopicMerged> step() {
        return TopicMerged.STEP;
    }

    @Override
    public Result work(TopicMerged event) {
        for (int portion = 0; portion < IN_A_ROW; portion++) {
            switch (QuarkusTransaction.requiringNew().call(() -> portion(event.mergeId(), AT_ONCE))) {
                case MOVED -> {}
                case HELD -> {
                    return new Result.NotNow(WHEN_THEY_ARE_FREE);
                }
                case LATE -> {
                    return new Result.NotNow(LATE);
                }
                case DONE -> {
                    return new Result.Done();
                }
            }
        }
        return new Result.NotNow(SOON);
    }

    Portion portion(UUID id, int atMost) {
        var route = sql.lock(id);
        return route.isEmpty() ? Portion.DONE : portion(id, route.get(), atMost);
    }

    private Portion portion(UUID id, Route route, int atMost) {
        var moved = follows.move(route.from(), route.into(), atMost, clock.instant());
        if (moved.isAll()) {
            finish(id, route);
            return Portion.DONE;
        }
        sql.progress(id, moved.moved(), moved.kept());
        if (moved.isNobody()) {
            return Portion.HELD;
        }
        return route.finishedAt().isPresent() ? Portion.LATE : Portion.MOVED;
    }

    private void finish(UUID id, Route route) {
        var now = clock.instant();
        if (route.finishedAt().isEmpty()) {
            sql.finish(id, now);
            work.put(TopicMerged.STEP, id + "-late", new TopicMerged(id), Priority.LEISURELY, now.plus(LATE));
        } else if (!now.isBefore(route.finishedAt().get().plus(LATE))) {
            topics.moved(route.from());
        }
    }

    /// What became of one portion.
    enum Portion {
        MOVED,
        /// All who are left are just changing something.
        HELD,
        /// Some had not been there when all others were; they are looked for at both topics for a while.
        LATE,
        DONE
    }
}
