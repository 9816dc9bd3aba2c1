package io.newsbell.merging;

import io.newsbell.app.Apps;
import io.newsbell.merging.MergeWorker.Portion;
import io.newsbell.topic.Topics;
import io.quarkus.arc.Arc;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.time.Clock;
import java.util.UUID;

/// Moves followers by hand, portion by portion, of merges that no node works on.
public final class MergeDriver {
    private MergeDriver() {}

    /// Begins it, and leaves the followers where they are.
    public static UUID begin(String from, String into) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            var app = bean(Apps.class).bySlug("demo").orElseThrow().id();
            var sql = bean(MergeSql.class);
            var topics = bean(Topics.class);
            topics.hold(app);
            sql.redirect(
                    topics.any(app, from).orElseThrow().id(),
                    topics.meant(app, into).orElseThrow().id());
            var merged = topics.merge(app, from, into);
            var now = bean(Clock.class).instant();
            var id = UUID.randomUUID();
            sql.insert(
                    id,
                    app,
                    merged.from().id(),
                    merged.into().id(),
                    sql.count(merged.from().id(), merged.into().id(), now),
                    now);
            return id;
        });
    }

    /// Begins it and moves everybody in one transaction, which is committed afterwards.
    public static void atOnce(String from, String into, Runnable meanwhile) {
        QuarkusTransaction.requiringNew().run(() -> {
            var merge = begin(from, into);
            while (bean(MergeWorker.class).portion(merge, 1_000) != Portion.DONE) {}
            meanwhile.run();
        });
    }

    /// @return false once nobody is left
    public static boolean portion(UUID merge, int atMost) {
        return QuarkusTransaction.requiringNew()
                        .call(() -> bean(MergeWorker.class).portion(merge, atMost))
                != Portion.DONE;
    }

    public static void finish(UUID merge) {
        var left = true;
        while (left) {
            left = portion(merge, 1_000);
        }
    }

    static <T> T bean(Class<T> type) {
        return Arc.container().instance(type).get();
    }
}
