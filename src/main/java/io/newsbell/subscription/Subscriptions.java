package io.newsbell.subscription;

import io.newsbell.device.Device;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import io.newsbell.subscription.Followed.Dropped;
import io.newsbell.subscription.Followed.Reason;
import io.newsbell.subscription.SubscriptionSql.Follow;
import io.newsbell.subscription.SubscriptionSql.Held;
import io.newsbell.subscription.SubscriptionSql.Unfollow;
import io.newsbell.topic.Topic;
import io.newsbell.topic.TopicKind;
import io.newsbell.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What readers follow. Whatever returns from here is committed: an unfollow holds for every batch that
/// reads its addresses afterwards, also in the middle of a fan-out.
@ApplicationScoped
public class Subscriptions {
    /// A story that nobody ends by hand is over after this time.
    static final Duration STORY = Duration.ofDays(7);

    private final SubscriptionSql sql;
    private final FollowWriter writer;
    private final Owners owners;
    private final Wishes wishes;
    private final MovingFollows moving;
    private final Topics topics;
    private final Reactions reactions;
    private final AfterCommit afterCommit;
    private final SubscriptionConfig config;
    private final Clock clock;

    Subscriptions(
            SubscriptionSql sql,
            FollowWriter writer,
            Owners owners,
            Wishes wishes,
            MovingFollows moving,
            Topics topics,
            Reactions reactions,
            AfterCommit afterCommit,
            SubscriptionConfig config,
            Clock clock) {
        this.sql = sql;
        this.writer = writer;
        this.owners = owners;
        this.wishes = wishes;
        this.moving = moving;
        this.topics = topics;
        this.reactions = reactions;
        this.afterCommit = afterCommit;
        this.config = config;
        this.clock = clock;
    }

    /// Call it outside a transaction.
    public Followed follow(Device device, Topic topic, Level level) {
        return follow(device, topic, level, null);
    }

    /// Call it outside a transaction.
    ///
    /// @param until when it ends by itself
    /// @throws Problem `too_many_subscriptions` or `too_many_keywords`
    public Followed follow(Device device, Topic topic, Level level, @Nullable Instant until) {
        var now = clock.instant();
        var keyword = topic.kind() == TopicKind.KEYWORD;
        var ends = until == null && topic.kind() == TopicKind.STORY ? now.plus(STORY) : until;
        var followed = followed(
                owners.write(
                        device,
                        owner -> writer.follow(new Follow(owner.readerId(), topic.id(), topic.kind(), level, ends))),
                List.of());
        if (!followed.has(topic.slug()) && !followed.has(meant(topic).slug())) {
            throw tooMany(keyword && followed.subscriptions().size() < config.follows());
        }
        return followed;
    }

    /// It may have been merged since it was looked up.
    private Topic meant(Topic topic) {
        return topics.byId(topics.meant(List.of(topic.id())).getFirst().id());
    }

    /// Call it outside a transaction.
    public Followed unfollow(Device device, Topic topic) {
        var after = Reactions.after(reactions.lately(device), topic.id());
        return followed(
                owners.write(device, owner -> writer.unfollow(new Unfollow(owner.readerId(), topic.id(), after))),
                List.of());
    }

    /// Puts the whole list in place of what the reader follows. What cannot be followed is dropped, not
    /// refused: an app that brings an old list gets what there still is.
    ///
    /// @throws Problem `too_many_subscriptions` if the list is longer than is allowed
    @Transactional
    public Followed replace(Device device, List<Wish> list) {
        if (list.size() > config.follows()) {
            throw tooMany(false);
        }
        var lately = reactions.lately(device);
        var owner = owners.lock(device);
        moving.settle(owner.readerId(), clock.instant());
        var granted = wishes.grant(owner, list, config.keywords(), clock.instant());
        var unfollowed = sql.replace(owner.readerId(), granted.follows(), clock.instant());
        afterCommit.tell(Stream.concat(
                        granted.follows().stream().map(Follow::change),
                        unfollowed.stream().map(Unfollow::change))
                .toList());
        reactions.unfollowed(lately, unfollowed.stream().map(Unfollow::topic).toList());
        return followed(owner, granted.dropped());
    }

    public Followed list(Device device) {
        return followed(device, List.of());
    }

    public List<Subscription> of(Device device) {
        return list(device).subscriptions();
    }

    private Followed followed(Device device, List<Dropped> dropped) {
        var held = sql.of(device.readerId(), clock.instant());
        var retired = held.stream()
                .filter(Held::retired)
                .map(each -> new Dropped(
                        each.subscription().topic(),
                        Reason.TOPIC_RETIRED,
                        "The newsroom has given up this topic; GET /v1/topics lists others."));
        return new Followed(
                held.stream()
                        .filter(each -> !each.retired())
                        .map(Held::subscription)
                        .toList(),
                Stream.concat(dropped.stream(), retired).toList());
    }

    private Problem tooMany(boolean keywords) {
        return keywords
                ? new Problem(
                        ErrorCode.TOO_MANY_KEYWORDS,
                        "Unfollow a keyword first; a reader can follow %d.".formatted(config.keywords()))
                : new Problem(
                        ErrorCode.TOO_MANY_SUBSCRIPTIONS,
                        "Unfollow something first; a reader can follow %d topics.".formatted(config.follows()));
    }
}
