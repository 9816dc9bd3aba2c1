package io.newsbell.alert;

import io.newsbell.ingest.Articles;
import io.newsbell.topic.Topic;
import io.newsbell.topic.Topics;
import io.newsbell.work.Priority;
import io.newsbell.work.Work;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// What rules would have sent.
@ApplicationScoped
public class Rehearsals {
    private static final Duration KEPT = Duration.ofDays(7);

    private final Topics topics;
    private final Articles articles;
    private final RehearsalSql sql;
    private final Work work;
    private final Clock clock;

    Rehearsals(Topics topics, Articles articles, RehearsalSql sql, Work work, Clock clock) {
        this.topics = topics;
        this.articles = articles;
        this.sql = sql;
        this.work = work;
        this.clock = clock;
    }

    /// @param tried what the topic would be; it may not exist yet
    @Transactional
    public Rehearsal begin(Topic tried) {
        topics.check(tried.appId(), tried.kind(), tried.rules());
        var now = clock.instant();
        var rehearsal = new Rehearsal(
                UUID.randomUUID(),
                tried,
                topics.find(tried.appId(), tried.slug()).orElse(null),
                Rehearsal.State.RUNNING,
                0,
                articles.countSince(tried.appId(), now.minus(RehearsalCount.REACH)),
                null,
                now);
        sql.forget(tried.appId(), now.minus(KEPT));
        sql.insert(rehearsal);
        work.put(RehearsalAsked.STEP, rehearsal.id(), new RehearsalAsked(rehearsal.id()), Priority.LEISURELY);
        return rehearsal;
    }

    @Transactional
    public Optional<Rehearsal> find(long appId, UUID id) {
        return sql.find(id).filter(rehearsal -> rehearsal.tried().appId() == appId);
    }
}
