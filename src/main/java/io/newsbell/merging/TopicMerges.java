package io.newsbell.merging;

import io.newsbell.audit.Act;
import io.newsbell.audit.Actor;
import io.newsbell.audit.AuditLog;
import io.newsbell.merging.TopicMerge.Followers;
import io.newsbell.problem.Problem;
import io.newsbell.topic.Topic;
import io.newsbell.topic.Topics;
import io.newsbell.topic.Topics.Merged;
import io.newsbell.work.Priority;
import io.newsbell.work.Work;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Lets one topic mean another one, and its followers follow that.
@ApplicationScoped
public class TopicMerges {
    private static final int SHOWN = 10;

    private final Topics topics;
    private final MergeSql sql;
    private final Work work;
    private final AuditLog log;
    private final Clock clock;

    TopicMerges(Topics topics, MergeSql sql, Work work, AuditLog log, Clock clock) {
        this.topics = topics;
        this.sql = sql;
        this.work = work;
        this.log = log;
        this.clock = clock;
    }

    /// Who would be concerned, now.
    @Transactional
    public Followers count(Topic from, Topic into) {
        return sql.count(from.id(), into.id(), clock.instant());
    }

    /// From now on whoever names the one gets the other. Followers move afterwards, a portion at a time; whoever
    /// follows
    /// both by then keeps what they have at the other. Merging the same again changes nothing.
    ///
    /// @throws Problem `not_found` or `invalid_field`
    @Transactional
    public TopicMerge begin(long appId, String slug, String into, Actor by) {
        var counted = counted(appId, slug, into);
        topics.hold(appId);
        var from = topics.any(appId, slug);
        var target = topics.meant(appId, into);
        if (from.isPresent() && target.isPresent()) {
            sql.redirect(from.get().id(), target.get().id());
        }
        var merged = topics.merge(appId, slug, into);
        if (merged.begins()) {
            var id = UUID.randomUUID();
            var before = counted.filter(count -> count.isOf(merged))
                    .map(Counted::followers)
                    .orElseGet(() -> count(merged.from(), merged.into()));
            sql.insert(id, appId, merged.from().id(), merged.into().id(), before, clock.instant());
            log.record(appId, by, Act.TOPIC_MERGED, "topic:" + slug, detail(merged.into(), before));
            work.put(TopicMerged.STEP, id, new TopicMerged(id), Priority.LEISURELY);
        }
        return find(appId, slug).orElseThrow();
    }

    /// Before the topics are held: a million followers take seconds, in which nobody else could change a topic. Empty
    /// if there is nothing to merge.
    private Optional<Counted> counted(long appId, String slug, String into) {
        var meant = topics.meant(appId, slug);
        return topics.any(appId, slug)
                .filter(from -> meant.isEmpty() || meant.get().id() == from.id())
                .flatMap(from ->
                        topics.meant(appId, into).map(other -> new Counted(from.id(), other.id(), count(from, other))));
    }

    /// The newest merge of the topic into another one.
    @Transactional
    public Optional<TopicMerge> find(long appId, String slug) {
        return sql.newestFrom(appId, slug);
    }

    /// What means this topic since, the newest first.
    @Transactional
    public List<TopicMerge> into(long appId, String slug) {
        return sql.into(appId, slug, SHOWN);
    }

    private static Map<String, String> detail(Topic into, Followers before) {
        return Map.of(
                "into", into.slug(),
                "followers", Long.toString(before.from()),
                "followersOfBoth", Long.toString(before.both()),
                "followersAfter", Long.toString(before.after()));
    }

    private record Counted(long from, long into, Followers followers) {
        /// Somebody else may have merged one of them in the meantime.
        boolean isOf(Merged merged) {
            return from == merged.from().id() && into == merged.into().id();
        }
    }
}
