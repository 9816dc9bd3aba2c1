package io.newsbell.subscription;

import io.newsbell.device.Device;
import io.newsbell.topic.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;

/// What readers follow. Whatever returns from here is committed: an unfollow holds for every batch that reads its
/// addresses afterwards, also in the middle of a fan-out.
@ApplicationScoped
public class Subscriptions {
    private final SubscriptionSql sql;
    private final Clock clock;

    Subscriptions(SubscriptionSql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Transactional
    public List<Subscription> follow(Device device, Topic topic, Level level) {
        sql.follow(device.readerId(), topic.id(), level, clock.instant());
        return sql.of(device.readerId());
    }

    @Transactional
    public List<Subscription> unfollow(Device device, Topic topic) {
        sql.unfollow(device.readerId(), topic.id());
        return sql.of(device.readerId());
    }

    @Transactional
    public List<Subscription> of(Device device) {
        return sql.of(device.readerId());
    }
}
