package io.newsbell.subscription;

import io.newsbell.device.Device;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import io.newsbell.subscription.MuteSql.Kind;
import io.newsbell.subscription.MuteSql.Target;
import io.newsbell.topic.FollowTargets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What readers do not want to hear of for a while, though they follow it. As final as an unfollow.
@ApplicationScoped
public class Mutes {
    private final MuteSql sql;
    private final Owners owners;
    private final FollowTargets targets;
    private final MovingFollows moving;
    private final AfterCommit afterCommit;
    private final Reactions reactions;
    private final SubscriptionConfig config;
    private final Clock clock;

    Mutes(
            MuteSql sql,
            Owners owners,
            FollowTargets targets,
            MovingFollows moving,
            AfterCommit afterCommit,
            Reactions reactions,
            SubscriptionConfig config,
            Clock clock) {
        this.sql = sql;
        this.owners = owners;
        this.targets = targets;
        this.moving = moving;
        this.afterCommit = afterCommit;
        this.reactions = reactions;
        this.config = config;
        this.clock = clock;
    }

    /// @throws Problem `not_found`, `too_many_mutes`, or `invalid_field` if the time will not do
    @Transactional
    List<Mute> mute(Device device, String name, Instant until) {
        var now = clock.instant();
        var end = Until.checked("/until", until, now, Until.SILENCE_AT_MOST);
        var lately = reactions.lately(device);
        var owner = owners.lock(device);
        var target = existing(owner, name);
        settle(owner, target, now);
        var isNew = sql.mute(owner.readerId(), target, end, config.mutes(), now)
                .orElseThrow(() -> new Problem(
                        ErrorCode.TOO_MANY_MUTES,
                        "Unmute something first; a reader can mute %d.".formatted(config.mutes())));
        afterCommit.tell(List.of(target.change(owner.readerId())));
        var all = of(owner);
        if (isNew) {
            reactions.muted(lately, target);
        }
        return all;
    }

    /// What is not muted, or does not exist, stays so.
    @Transactional
    List<Mute> unmute(Device device, String name) {
        var owner = owners.lock(device);
        target(owner, name).ifPresent(target -> {
            settle(owner, target, clock.instant());
            sql.unmute(owner.readerId(), target);
            afterCommit.tell(List.of(target.change(owner.readerId())));
        });
        return of(owner);
    }

    @Transactional
    public List<Mute> of(Device device) {
        return sql.of(device.readerId(), clock.instant());
    }

    private void settle(Device owner, Target target, Instant now) {
        if (target.kind() == Kind.TOPIC) {
            moving.settle(List.of(owner.readerId()), List.of(target.id()), now);
        }
    }

    private Target existing(Device device, String name) {
        targets.storyId(device.appId(), name).ifPresent(story -> {
            var _ = targets.storyTitle(device.appId(), story);
        });
        return target(device, name)
                .orElseThrow(() -> new Problem(ErrorCode.NOT_FOUND, "There is no topic of this name to be muted."));
    }

    private Optional<Target> target(Device device, String name) {
        var story = targets.storyId(device.appId(), name);
        return story.isPresent()
                ? Optional.of(new Target(Kind.STORY, story.getAsLong()))
                : targets.toDrop(device.appId(), name).map(topic -> new Target(Kind.TOPIC, topic.id()));
    }

    /// @param target as it is named to unmute it
    /// @param name   of the topic, or the newest headline of the story
    @Schema(name = "Mute")
    public record Mute(@Schema(examples = "story:17") String target, String name, Instant until, Instant since) {}
}
